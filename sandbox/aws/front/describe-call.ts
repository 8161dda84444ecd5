import type { Entry } from '../../history.ts';
import { briefInput } from './brief-input.ts';
import type { Site } from './perform.ts';

/** The history's entry of one call, whatever became of it. */
export const describeCall = (
  site: Site,
  { input, outcome, cause }: { input: unknown; outcome: string; cause?: unknown },
): Omit<Entry, 'at'> => ({
  kind: 'call',
  ...placed(site),
  detail: {
    ...callerOf(site),
    outcome,
    requestId: site.requestId,
    sentAt: site.sentAt,
    input: briefInput(site.service, input),
    ...(cause === undefined ? {} : { cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }),
  },
});

/** The history's entry of a caller who stopped waiting for an answer that never came. */
export const describeGivingUp = (site: Site, now: number): Omit<Entry, 'at'> => ({
  kind: 'given-up',
  ...placed(site),
  detail: { ...callerOf(site), requestId: site.requestId, sentAt: site.sentAt, waitedMs: now - site.sentAt },
});

const placed = ({ region, service, operation }: Site) => ({ region, name: `${service}:${operation}` });

const callerOf = ({ from, principal, invocation }: Site) => ({
  from,
  principal: principal.kind === 'role' ? principal.roleArn : 'administrator',
  ...(principal.kind === 'role' && principal.session !== undefined && { function: principal.session }),
  ...(invocation !== undefined && { invocation }),
});
