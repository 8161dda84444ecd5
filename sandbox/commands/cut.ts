import { onRunning } from './on-running.ts';

export const cut = onRunning({
  action: 'cut',
  takes: ['region', 'region'],
  summary: 'only the link between two Regions is lost',
});
