import type { Fault } from '../../faults.ts';
import type { Earlier } from './earlier.ts';
import type { Names } from './paths.ts';
import { struck } from './struck-lookup.ts';
import type { Surroundings } from './surroundings.ts';
import type { Caller } from './travel.ts';

export type Kind = 'cname' | 'txt';

/** What a resolver answered: values, or the error with which node:dns rejects. */
export type Told = { readonly values: readonly string[] } | { readonly error: unknown };

interface Known {
  readonly names: Names;
  readonly around: Surroundings;
  readonly told: Earlier<Told>;
}

/** Asks a place's resolver for a name, with the fault that is planned for it. */
export const lookUp = (
  { name, kind }: { name: string; kind: Kind },
  { from, sendOut }: Caller,
  { names, around: { clock }, told }: Known,
): Promise<readonly string[]> => {
  const question = `${from} ${kind} ${name}`;
  const work = async (): Promise<readonly string[]> => {
    const answer = await answerOf(names[kind](name, from));
    told.remember(question, { at: clock.now(), answer });
    return heard(answer);
  };
  const instead = (fault: Fault): readonly string[] | undefined => {
    const code = codes[fault.kind];
    if (code !== undefined) throw queryFailed({ kind, code, name });
    if (fault.kind === 'nonsense') return nonsense[kind];
    const earlier = fault.kind === 'stale' ? told.by(question, clock.now() - fault.ms) : undefined;
    return earlier && heard(earlier);
  };
  return struck({
    errand: sendOut({ service: 'dns', operation: kind.toUpperCase(), region: from }),
    work,
    instead,
    clock,
  });
};

const answerOf = (asked: Promise<readonly string[]>): Promise<Told> =>
  asked.then(
    (values) => ({ values }),
    (error: unknown) => ({ error }),
  );

const heard = (told: Told): readonly string[] => {
  if ('error' in told) throw told.error;
  return told.values;
};

const codes: Partial<Record<Fault['kind'], string>> = {
  nxdomain: 'ENOTFOUND',
  servfail: 'ESERVFAIL',
  empty: 'ENODATA',
};

const queryFailed = ({ kind, code, name }: { kind: Kind; code: string; name: string }): Error => {
  const syscall = kind === 'cname' ? 'queryCname' : 'queryTxt';
  return Object.assign(new Error(`${syscall} ${code} ${name}`), { code, syscall, hostname: name });
};

/** Answers that parse, of a resolver that makes them up. */
const nonsense: Readonly<Record<Kind, readonly string[]>> = {
  cname: ['parked.example.net'],
  txt: ['v=spf1 -all', '\u0000\u001b[31mepoch=99999;{"x"}\ufffd', ''],
};
