import { errorReplies } from '../faults/legs.ts';
import type { Fault } from '../faults.ts';
import type { Site } from './call-site.ts';

/** Shorter than a command may take, though two of its kind would be longer than a look may. */
const SLOW_MS = 900;
/** Of a copy that lags: older than the poll of a run, and than two heartbeats. */
const STALE_MS = 20_000;
/** Of a resolver that keeps what it was told, whatever its TTL. */
const STALE_NAME_MS = 300_000;

type Plain = Exclude<Fault['kind'], 'slow' | 'stale'>;

const connecting: readonly Plain[] = ['refused', 'timeout-before', 'reset', 'crash-before'];
const lookingUpHosts: readonly Plain[] = ['nxdomain', 'servfail', 'timeout-before', 'crash-before'];
const lookingUp: readonly Plain[] = [...lookingUpHosts, 'empty', 'nonsense'];
const answering: readonly Plain[] = ['timeout-before', 'reset', 'garbled', 'crash-before'];
const reading: readonly Plain[] = [...answering, 'truncated', 'nonsense', 'err', 'loading', 'busy', 'noauth'];
/** What is written may be done although the caller was told otherwise. */
const writing: readonly Plain[] = [...reading, 'oom', 'readonly', 'reset-before', 'timeout-after', 'crash-after'];
/** Any refusal of the first word that is said; a full server says so to nothing else. */
const greeting: readonly Plain[] = [...answering, ...errorReplies];

/** Every fault that is tried at a connection, a command or a lookup. Where nothing is written, before and after are one. */
export const legFaultsAt = ({ service, operation }: Site): readonly Fault[] => {
  const isRead = /^(GET|INFO|DBSIZE|CNAME|TXT)$/.test(operation);
  const ms = service === 'dns' ? STALE_NAME_MS : STALE_MS;
  return [
    ...plainAt(operation).map((kind) => ({ kind })),
    { kind: 'slow', ms: SLOW_MS },
    ...(isRead ? [{ kind: 'stale' as const, ms }] : []),
  ];
};

const plainAt = (operation: string): readonly Plain[] => {
  if (operation === 'CONNECT') return connecting;
  if (operation === 'PING') return greeting;
  if (operation === 'A') return lookingUpHosts;
  if (operation === 'CNAME' || operation === 'TXT') return lookingUp;
  return operation === 'SET' || operation === 'DEL' ? writing : reading;
};
