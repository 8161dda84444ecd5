import type { Entry } from '../history.ts';
import type { Checker, RunRecord } from './checker.ts';
import { clock, entriesOf, json, object } from './reading/entries.ts';
import { memo } from './reading/memo.ts';
import { wordsOf } from './reading/pages.ts';

/** Where nobody may read a secret. A request for approval holds its own token: that is what its page is for. */
const heard = ({ kind, name, detail }: Entry): string | undefined => {
  if (kind === 'log') return String(detail?.message ?? '');
  if (kind === 'page') return `${detail?.subject ?? ''}\n${detail?.message ?? ''}`;
  if (kind === 'execution') return `${detail?.input ?? ''}\n${detail?.output ?? ''}\n${detail?.cause ?? ''}`;
  if (kind === 'effect' && name === 'ssm:PutParameter') return String(detail?.value ?? '');
  if (kind === 'effect' && name === 'events:PutEvents') return JSON.stringify(detail);
  return undefined;
};

/** Task tokens that people were sent, or that somebody used: who has one can answer in people's name. */
const tokensOf = memo((record) => [
  ...new Set([
    ...entriesOf(record, 'page').flatMap((page) =>
      [...wordsOf(page).matchAll(/--task-token '([^']+)'/g)].map(([, token = '']) => token),
    ),
    ...['states:SendTaskSuccess', 'states:SendTaskFailure'].flatMap((name) =>
      entriesOf(record, 'call', name).map((call) => String(object(call.detail?.input).taskToken ?? '')),
    ),
  ]),
]);

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]/;

/** Texts in a log line, which is JSON, as whoever reads it in a viewer has them before him. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...textsIn(member)]);
};

const isOurLog = (entry: Entry): boolean => entry.kind === 'log' && /^\/aws\/lambda\/|failover/.test(entry.name);

/** JSON that may hold one: escaped, or as it is. Whatever else it holds need not be read. */
const mayHoldControl = (line: string): boolean => /\\(u00|u202|b|f)/i.test(line) || control.test(line);

const holdsControl = (entry: Entry): boolean => {
  if (entry.kind === 'page') return control.test(heard(entry) ?? '');
  const line = isOurLog(entry) ? (heard(entry) ?? '') : '';
  return mayHoldControl(line) && textsIn(json(line)).some((each) => control.test(each));
};

const flawOf = (record: RunRecord, entry: Entry): string | undefined => {
  const { secrets = [] } = record.truth;
  const tokens = entry.kind === 'page' ? [] : tokensOf(record);
  if (secrets.length > 0 || tokens.length > 0) {
    const said = heard(entry) ?? '';
    if (secrets.some((each) => each !== '' && said.includes(each))) return 'holds a secret';
    if (tokens.some((each) => each.length > 20 && said.includes(each))) return 'holds a task token';
  }
  return holdsControl(entry) ? 'holds a control character' : undefined;
};

export const n24: Checker = {
  id: 'N24',
  promise: 'No secret in a log, an execution input, a notification or a plain parameter.',
  shownBy: ['test/functions/middleware/summary.test.ts', 'test/handlers/touch-cache.world.test.ts'],
  check: (record) =>
    record.entries.flatMap((entry) => {
      const wrong = flawOf(record, entry);
      // The sentence must not say it once more.
      const what = `the ${entry.kind} "${entry.name}" in ${entry.region} at ${clock(record, entry.at)} ${wrong}`;
      return wrong === undefined ? [] : [{ id: 'N24', at: entry.at, what, entries: [entry] }];
    }),
};
