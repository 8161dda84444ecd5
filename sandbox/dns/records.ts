import { type RecordSet, valuesOf } from '../aws/services/route53/record-set.ts';
import { characterStrings } from '../aws/services/route53/values.ts';
import type { Answer } from './answer.ts';

/** A record set's values as DNS answers; types that the server cannot encode have none. */
export const toAnswers = (set: RecordSet, name: string): Answer[] =>
  valuesOf(set).flatMap((value) => {
    const answer = toAnswer(set.Type, value, { name, ttl: set.TTL ?? 60 });
    return answer ? [answer] : [];
  });

const toAnswer = (type: string, value: string, common: { name: string; ttl: number }): Answer | undefined => {
  const fields = value.trim().split(/\s+/);
  const [first = '', second = ''] = fields;
  switch (type) {
    case 'A':
    case 'AAAA':
      return { ...common, type, data: value };
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { ...common, type, data: dotless(value) };
    case 'TXT':
      return { ...common, type, data: characterStrings(value) ?? [value] };
    case 'MX':
      return { ...common, type, data: { preference: Number(first), exchange: dotless(second) } };
    case 'SRV':
      return { ...common, type, data: srv(fields) };
    case 'SOA':
      return { ...common, type, data: soa(fields) };
    default:
      return undefined;
  }
};

/** `Name` as DNS libraries write it, without the trailing dot. */
export const dotless = (name: string): string => name.replace(/\.$/, '');

const srv = ([priority, weight, port, target = '']: readonly string[]) => ({
  priority: Number(priority),
  weight: Number(weight),
  port: Number(port),
  target: dotless(target),
});

const soa = ([mname = '', rname = '', ...numbers]: readonly string[]) => {
  const [serial = 1, refresh = 7200, retry = 900, expire = 1_209_600, minimum = 86_400] = numbers.map(Number);
  return { mname: dotless(mname), rname: dotless(rname), serial, refresh, retry, expire, minimum };
};
