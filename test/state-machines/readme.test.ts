import { expect, test } from '@jest/globals';
import { pageOf } from '../docs/markdown.ts';
import { machine, places, type State, tasks } from './definition.ts';

const { text } = pageOf('state-machines/README.md');
const [, diagram = ''] = /```mermaid\n(.*?)```/s.exec(text) ?? [];

const leadsTo = ({ Type, Next, Default, Choices, Catch }: State): readonly string[] => [
  ...[Next, Default].flatMap((to) => to ?? []),
  ...Choices.map((choice) => choice.Next),
  ...Catch.map((rule) => rule.Next ?? ''),
  ...(Type === 'Fail' ? ['[*]'] : []),
];

test('the diagram draws each way from state to state, failures too, and no other', () => {
  const wanted = new Set([
    `[*] ${machine.StartAt}`,
    ...places.flatMap(({ name, state, inBranch }) => [
      ...leadsTo(state).map((to) => `${name} ${to}`),
      ...(state.End && !inBranch ? [`${name} [*]`] : []),
      ...state.Branches.map(({ StartAt }) => `[*] ${StartAt}`),
    ]),
  ]);
  const drawn = [...diagram.matchAll(/^ *(\S+) --> ([^\s:]+)/gm)].map(([, from, to]) => `${from} ${to}`);
  expect([...drawn].sort()).toEqual([...wanted].sort());
});

const rows = [...text.matchAll(/^\| `(\w+)` \| `(\w+)` \| (.+) \| (.+) \|$/gm)];

test('the table has a line for each task, in the order of the workflow', () => {
  expect(rows.map(([, state]) => state)).toEqual(tasks.map(({ name }) => name));
  for (const [, state, served] of rows) expect(served).toBe(state);
});

test.each(tasks.map(({ name, state }) => [name, state] as const))(
  '%s: what it says of retrying is what the workflow does',
  (name, state) => {
    const [, , , may = ''] = rows.find(([, row]) => row === name) ?? [];
    const afterCrash = state.Retry.some(({ ErrorEquals }) => ErrorEquals.includes('Runtime.ExitError'));
    expect(may.startsWith('yes')).toBe(afterCrash);
    expect(may.startsWith('only if it did not run')).toBe(!afterCrash);
  },
);
