import type { TouchAnswer } from '../../../functions/contract/touch.ts';
import type { Violation } from '../oracles.ts';
import type { Talk } from './resp-server.ts';

/** What RESP2 starts with, as soon as a client may take it for whole. Judged apart from the client and its guard. */
const isReply = (bytes: string): boolean => /^[+\-:$*][^\r\n]*\r/.test(bytes);
const isGarbage = (bytes: string): boolean => /^[^+\-:$*]/.test(bytes);

/** What must not be concluded from what was said: neither life nor a write that nobody confirmed, nor silence where something spoke. */
export const reachViolations = (
  { local, remote }: Pick<TouchAnswer, 'local' | 'remote'>,
  { said, stored }: Pick<Talk, 'said' | 'stored'>,
): Violation[] => {
  const reaches = [local?.reach, remote?.reach];
  const wrote = remote?.wrote || local?.shards.some((shard) => shard.wrote);
  const tokens = [...stored].filter(([key]) => key.startsWith('failover:canary:')).map(([, token]) => token);
  const wasRead = tokens.some((token) => said.some(({ bytes }) => bytes.includes(token)));
  const onlyGarbage = said.length > 0 && said.every(({ bytes, reset }) => !reset && isGarbage(bytes));
  return [
    ...(wrote && !wasRead ? ['a write counted that was never read back'] : []),
    ...(reaches.includes('alive') && !said.some(({ bytes }) => isReply(bytes)) ? ['alive, and nothing answered'] : []),
    ...(reaches.includes('unreachable') && onlyGarbage ? ['unreachable, and something spoke'] : []),
  ];
};
