import type { Entry } from '../history.ts';
import type { Checker } from './checker.ts';
import { isOurs } from './reading/callers.ts';
import { clock, entriesOf, object } from './reading/entries.ts';

/** Members that hold words for people, in which a name from outside may be quoted. */
const forPeople = /^(Message|Subject|MessageAttributes|Entries|StateReason|cause|error)$/;

const identifiers = ({ name, detail }: Entry): string => {
  const input = Object.entries(object(detail?.input)).filter(([member]) => !forPeople.test(member));
  // A note keeps what people were told; its key is an identifier.
  const kept = name.startsWith('dynamodb:') ? input.filter(([member]) => member !== 'Item') : input;
  return JSON.stringify(Object.fromEntries(kept));
};

export const n22: Checker = {
  id: 'N22',
  promise:
    'Identifiers from events or people are looked up, never interpolated into ARNs, paths, batches or Redis commands.',
  shownBy: ['test/handlers/receive-alarm.test.ts', 'test/handlers/open-incident.test.ts'],
  check: (record) => {
    const hostile = record.truth.hostile ?? [];
    if (hostile.length === 0) return [];
    return [...entriesOf(record, 'call'), ...entriesOf(record, 'redis')].flatMap((entry) => {
      if (entry.kind === 'call' && !isOurs(entry)) return [];
      const said = entry.kind === 'call' ? identifiers(entry) : JSON.stringify(entry.detail ?? {});
      const found = hostile.filter((word) => said.includes(JSON.stringify(word).slice(1, -1)));
      const what = `${entry.name} at ${clock(record, entry.at)} carried ${JSON.stringify(found[0])}, which came from outside`;
      return found.length > 0 ? [{ id: 'N22', at: entry.at, what, entries: [entry] }] : [];
    });
  },
};
