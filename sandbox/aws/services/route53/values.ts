import { isIPv4, isIPv6 } from 'node:net';
import { nameProblem } from './names.ts';
import { type RecordSet, valuesOf } from './record-set.ts';

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html */
const TXT_CHARACTERS_MAX = 4000;
const STRING_CHARACTERS_MAX = 255;

/**
 * What is wrong with a set's values, one message each, in Route 53's words where they are known.
 * Types whose format the sandbox does not know pass as they are.
 */
export const valueProblems = (set: RecordSet): string[] => {
  const values = valuesOf(set);
  const repeated = values.filter((value, index) => values.indexOf(value) !== index);
  const fatal = values.map((value) => problemOf(set.Type, value)).filter((problem) => problem !== undefined);
  const lonely = (set.Type === 'CNAME' || set.Type === 'SOA') && values.length > 1;
  return [
    ...fatal.map((problem) => `Invalid Resource Record: '${problem}'`),
    ...repeated.map((value) => `Duplicate Resource Record: '${value}'`),
    // The service's own sentence is not published.
    ...(lonely ? [`RRSet of type ${set.Type} with DNS name ${set.Name} must contain exactly one resource record`] : []),
  ];
};

/** The character strings of a TXT value: `"a" "b"` are two. Undefined when it is not a list of quoted strings. */
export const characterStrings = (value: string): string[] | undefined => {
  if (!/^\s*"(?:[^"\\]|\\.)*"(?:\s+"(?:[^"\\]|\\.)*")*\s*$/s.test(value)) return undefined;
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, inner = '']) =>
    inner.replace(/\\([0-7]{3})|\\(.)/gs, (_, octal, char) =>
      octal ? String.fromCharCode(Number.parseInt(octal, 8)) : char,
    ),
  );
};

const fatal = (code: string, text: string, value: string): string =>
  `FATAL problem: ${code} (${text}) encountered with '${value}'`;

const problemOf = (type: string, value: string): string | undefined => {
  if (type === 'TXT' || type === 'SPF') return textProblem(type, value);
  if (value.trim() === '') return fatal(`${type}RRDATANotSingleField`, 'Value is empty', value);
  if (!['A', 'AAAA', 'CNAME', 'NS', 'PTR'].includes(type)) return undefined;
  if (/\s/.test(value)) return fatal(`${type}RRDATANotSingleField`, 'Value contains spaces', value);
  if (type === 'A')
    return isIPv4(value) ? undefined : fatal('ARRDATAIllegalIPv4Address', 'Value is not a valid IPv4 address', value);
  if (type === 'AAAA')
    return isIPv6(value)
      ? undefined
      : fatal('AAAARRDATAIllegalIPv6Address', 'Value is not a valid IPv6 address', value);
  return nameProblem(value);
};

const textProblem = (type: string, value: string): string | undefined => {
  const strings = characterStrings(value);
  if (!strings) return fatal('InvalidCharacterString', 'Value should be enclosed in quotation marks', value);
  if (strings.some(({ length }) => length > STRING_CHARACTERS_MAX))
    return fatal('CharacterStringTooLong', 'Value is too long', value);
  return value.length > TXT_CHARACTERS_MAX ? fatal(`${type}RRDATATooLong`, 'Value is too long', value) : undefined;
};
