import { decode } from 'dns-packet';
import type { Resolved } from '../../../functions/contract/touch.ts';
import type { Violation } from '../oracles.ts';
import type { Told } from './dns-server.ts';
import type { Bytes } from './resp.ts';

/** NOERROR and NXDOMAIN: what a zone that can say "no" says it by. */
const answering: readonly number[] = [0, 3];

/**
 * Judged apart from the resolver: it has the question's id, can be read, and says that there is, or is not. That it says
 * so as an answer is not asked: c-ares takes a question that comes back for "no data". Whoever can send that can lie as
 * well, and `absent` is only ever shown to people.
 */
const isAnswer = ({ id, bytes }: Told): boolean => {
  if (bytes.slice(0, 2) !== id) return false;
  if (!answering.includes(bytes.charCodeAt(3) & 15)) return false;
  return isReadable(bytes);
};
const isReadable = (bytes: Bytes): boolean => {
  try {
    decode(Buffer.from(bytes, 'latin1'));
    return true;
  } catch {
    return false;
  }
};

/** What must not be concluded: absence that nobody stated for both, or a target that nobody named. */
export const nameViolations = ({ outcome, cname, name }: Resolved, told: readonly Told[]): Violation[] => {
  const stated = (type: Told['type']): boolean => told.some((one) => one.type === type && isAnswer(one));
  const [label = ''] = (cname ?? '').toLowerCase().split('.', 1);
  const isPlain = /^[a-z0-9-]+$/.test(label);
  const wasNamed = told.some(({ type, bytes }) => type === 'cname' && bytes.toLowerCase().includes(label));
  return [
    ...(outcome === 'absent' && !(stated('cname') && stated('txt')) ? [`${name} absent, and nobody said so`] : []),
    ...(isPlain && !wasNamed && !name.toLowerCase().startsWith(label) ? [`${name} leads where nobody said`] : []),
  ];
};
