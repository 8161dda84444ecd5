import { onRunning } from './on-running.ts';

export const mend = onRunning({ action: 'mend', takes: ['region', 'region'], summary: 'ends a cut' });
