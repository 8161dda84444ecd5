import type { Entry } from '../history.ts';
import type { Checker, RunRecord } from './checker.ts';
import { isOurs } from './reading/callers.ts';
import { datastoresOf } from './reading/datastores.ts';
import { clock, entriesOf, object } from './reading/entries.ts';
import { type Run, runBehind } from './reading/executions.ts';
import { automationAt } from './reading/switches.ts';

const changing =
  /^(elasticache:(promotion|separation)-accepted|ssm:(Put|Delete)Parameter|route53:ChangeResourceRecordSets)$/;

/** What runs compete for; an item without any of it says nothing. */
const competedFor = (item: unknown): string => {
  const { claim, intent, epoch } = object(item);
  return JSON.stringify([claim, intent, epoch]);
};

/** A dry run leaves a note, and no claim. */
const isChange = ({ name, detail }: Entry, mode: string): boolean =>
  changing.test(name) ||
  (mode === 'dry-run' &&
    name.startsWith('dynamodb:') &&
    object(detail?.key).item === 'incident' &&
    competedFor(detail?.before) !== competedFor(detail?.after));

/** What an automatic run may not do while its Region only observes, by the switch as it was at the run's start and now. */
const observes = (record: RunRecord, { region, input, trigger, started }: Run, at: number): boolean => {
  const named = datastoresOf(record).find(({ name }) => name === input.datastore);
  if (!named || trigger !== 'automatic') return false;
  return [started.at, at].every((when) => automationAt(record, { region, named, at: when }) === 'observe');
};

export const n20: Checker = {
  id: 'N20',
  promise: '`dry-run` and `observe` make no changing call.',
  shownBy: ['test/scenarios/requests.world.test.ts'],
  check: (record) =>
    entriesOf(record, 'effect').flatMap((effect) => {
      const run = isOurs(effect) ? runBehind(record, effect) : undefined;
      if (!run || !isChange(effect, run.mode)) return [];
      const dry = run.mode === 'dry-run';
      if (!dry && !observes(record, run, effect.at)) return [];
      const why = dry ? 'a dry run' : 'a run that may only observe';
      const what = `${run.name} in ${run.region}, ${why}, had the effect ${effect.name} at ${clock(record, effect.at)}`;
      return [{ id: 'N20', at: effect.at, what, entries: [effect] }];
    }),
};
