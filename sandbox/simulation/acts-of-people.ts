import { names } from '../../functions/contract/names.ts';
import type { Stage } from '../stage/stage.ts';
import { oneOf } from './dice.ts';

/** What somebody does by hand beside a scenario, and, where it lasts, what they do when they are done with it. */
export interface Act {
  /** Kebab case, unique. */
  readonly name: string;
  readonly begin: (stage: Stage, random: () => number) => Promise<unknown>;
  readonly end?: (stage: Stage) => Promise<unknown>;
}

const switchAt = (word: string): Act => ({
  name: `turns-the-switch-to-${word}`,
  begin: ({ people, preferred }) => people.turnSwitch(preferred, word),
  end: ({ people, preferred }) => people.turnSwitch(preferred, undefined),
});

/** Each once, from outside every Region, as somebody who does not know what else goes on. */
export const acts: readonly Act[] = [
  switchAt('off'),
  switchAt('observe'),
  switchAt('approve'),
  switchAt('nonsense'),
  {
    name: 'starts-a-run',
    begin: ({ people, regions }, random) => people.start(oneOf(regions, random)),
  },
  {
    name: 'starts-a-dry-run',
    begin: ({ people, regions }, random) => people.start(oneOf(regions, random), { mode: 'dry-run' }),
  },
  {
    name: 'stops-a-run',
    begin: async ({ people, see }) => {
      const running = see.executions().findLast(({ status }) => status === 'RUNNING');
      if (running) await people.stop(running.arn);
    },
  },
  {
    name: 'approves-what-is-asked',
    begin: ({ people, regions }, random) => people.approve(oneOf(regions, random), 'grace'),
  },
  {
    name: 'declines-what-is-asked',
    begin: ({ people, regions }, random) => people.refuse(oneOf(regions, random), 'grace'),
  },
  {
    name: 'promotes-in-the-console',
    begin: ({ people, preferred }) => people.promote(preferred),
  },
  {
    name: 'overwrites-the-endpoint',
    begin: ({ people, regions, datastore }, random) =>
      people.putParameter(oneOf(regions, random), names.endpointParameter(datastore), 'test'),
  },
  {
    name: 'deletes-the-endpoint',
    begin: ({ people, regions, datastore }, random) =>
      people.putParameter(oneOf(regions, random), names.endpointParameter(datastore), undefined),
  },
  {
    name: 'edits-the-record',
    begin: ({ people }) => people.editRecord('elsewhere.example.com'),
  },
  {
    name: 'deletes-the-epoch-record',
    begin: ({ people }) => people.deleteEpochRecord(),
  },
  {
    name: 'forces-the-alarm',
    begin: ({ alarms, preferred, datastore }) => alarms.force(preferred, names.primaryDownAlarm(datastore), 'ALARM'),
  },
];

/** Throws with the names there are. */
export const actNamed = (name: string): Act => {
  const act = acts.find((one) => one.name === name);
  if (!act) throw new RangeError(`nobody ${name}; there are ${acts.map((one) => one.name).join(', ')}`);
  return act;
};
