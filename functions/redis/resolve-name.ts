import type { Resolved } from '../contract/touch.ts';
import { inTime } from './connections.ts';
import type { Surroundings } from './touch-cache.ts';

/** NXDOMAIN, and an answer without data. Anything else that fails, SERVFAIL and silence above all, says nothing. */
const absentCodes: readonly unknown[] = ['ENOTFOUND', 'ENODATA'];

/** Asks for a name's CNAME and TXT at once. `absent` is a positive answer: the zone holds neither. Never rejects. */
export const resolveName = async ({ network, clock }: Surroundings, name: string): Promise<Resolved> => {
  const [cname, txt] = await Promise.allSettled([inTime(clock, network.cname(name)), inTime(clock, network.txt(name))]);
  const found = [cname, txt].some((answer) => answer.status === 'fulfilled' && answer.value.length > 0);
  const absent = [cname, txt].every(
    (answer) => answer.status === 'rejected' && absentCodes.includes(Object(answer.reason).code),
  );
  const [target] = cname.status === 'fulfilled' ? cname.value : [];

  return {
    name,
    outcome: found ? 'found' : absent ? 'absent' : 'unknown',
    ...(target && { cname: target.replace(/\.$/, '') }),
    txt: txt.status === 'fulfilled' ? [...txt.value] : [],
  };
};
