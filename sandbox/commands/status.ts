import { onRunning } from './on-running.ts';

export const status = onRunning({ action: 'status', takes: [], summary: 'Regions, roles and what is published' });
