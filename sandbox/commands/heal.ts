import { onRunning } from './on-running.ts';

export const heal = onRunning({
  action: 'heal',
  takes: ['region'],
  summary: 'ends a blackout, and every cut of its links',
});
