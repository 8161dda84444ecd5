/** What `TouchCache` talks to besides AWS. */
export type LegId = 'redis' | 'dns';

export const isLeg = (service: string): service is LegId => service === 'redis' || service === 'dns';

/** Error replies of Redis that stand for what they say, whatever the server's state: nothing was done. */
export const errorReplies = ['err', 'loading', 'busy', 'noauth', 'oom', 'readonly', 'max-clients'] as const;

/**
 * What goes wrong with one connection, command or lookup only. A connection is `refused`; `reset-before` loses it before the
 * command was done. A `garbled` answer is none of the protocol's, and the connection ends with it; `nonsense` is well formed
 * and says nothing that anybody asked. A resolver answers `servfail`, `nxdomain`, or `empty`: the name is there, and holds
 * nothing of that type.
 */
export type LegFault =
  | (typeof errorReplies)[number]
  | 'refused'
  | 'reset-before'
  | 'garbled'
  | 'nonsense'
  | 'servfail'
  | 'nxdomain'
  | 'empty';
