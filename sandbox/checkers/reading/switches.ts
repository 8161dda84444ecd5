import { Automation } from '../../../functions/contract/policy.ts';
import type { RunRecord } from '../run-record.ts';
import { type Named, switchOf } from './datastores.ts';
import { entriesOf, json, object, text } from './entries.ts';
import { memo } from './memo.ts';

type Word = Automation | 'nonsense';

const order: readonly Word[] = ['nonsense', 'off', 'observe', 'approve', 'auto'];

/** A plain word, or JSON that holds it, with an end. */
const wordIn = (value: string, at: number): Word | undefined => {
  const plain = Automation.safeParse(value.trim());
  if (plain.success) return plain.data;
  const { automation, until } = object(json(value));
  if (until !== undefined && Date.parse(String(until)) <= at) return undefined;
  const word = Automation.safeParse(automation);
  return word.success ? word.data : 'nonsense';
};

const changes = memo((record) =>
  entriesOf(record, 'effect').filter(({ name }) => /^ssm:(Put|Delete)Parameter$/.test(name)),
);

/** What automation was in force in a Region in truth: the more careful of the configuration and the switch. */
export const automationAt = (
  record: RunRecord,
  { region, named, at }: { region: string; named: Named; at: number },
) => {
  const configured: Word = named.datastore.policy.automation;
  const last = changes(record).findLast(
    (entry) => entry.region === region && entry.at <= at && text(entry, 'parameter') === switchOf(named),
  );
  if (!last || last.name === 'ssm:DeleteParameter') return configured;
  const word = wordIn(text(last, 'value'), at) ?? configured;
  return order.indexOf(word) < order.indexOf(configured) ? word : configured;
};
