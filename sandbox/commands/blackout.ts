import { onRunning } from './on-running.ts';

export const blackout = onRunning({
  action: 'blackout',
  takes: ['region'],
  summary: 'nothing gets into the Region or out of it',
});
