import type { PublishedZone } from '../aws/services/route53.ts';
import { createResolver } from '../dns/resolver.ts';
import type { Names } from './redis/paths.ts';

/** Names as a VPC's resolver answers them: straight from the zones as they have propagated. */
export const namesOf = (zones: () => readonly PublishedZone[]): Names => {
  const resolver = createResolver({ zones, names: () => new Map() });
  const values = async (name: string, type: 'CNAME' | 'TXT'): Promise<readonly string[]> => {
    const { rcode, answers } = resolver.resolve(name, type);
    const found = answers.flatMap((answer) => {
      if (answer.type !== type) return [];
      return answer.type === 'TXT' ? [answer.data.join('')] : [String(answer.data)];
    });
    if (found.length > 0) return found;
    const code = rcode === 'NXDOMAIN' ? 'ENOTFOUND' : rcode === 'NOERROR' ? 'ENODATA' : 'EREFUSED';
    throw Object.assign(new Error(`query${type} ${code} ${name}`), { code, hostname: name });
  };
  return { cname: (name) => values(name, 'CNAME'), txt: (name) => values(name, 'TXT') };
};
