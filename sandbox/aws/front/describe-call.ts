import type { Entry } from '../../history.ts';
import { briefInput } from './brief-input.ts';
import type { Site } from './perform.ts';

/** The history's entry of one call, whatever became of it. */
export const describeCall = (
  site: Site,
  { input, outcome, cause }: { input: unknown; outcome: string; cause?: unknown },
): Omit<Entry, 'at'> => ({
  kind: 'call',
  region: site.region,
  name: `${site.service}:${site.operation}`,
  detail: {
    from: site.from,
    principal: site.principal.kind === 'role' ? site.principal.roleArn : 'administrator',
    outcome,
    requestId: site.requestId,
    input: briefInput(site.service, input),
    ...(cause === undefined ? {} : { cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }),
  },
});
