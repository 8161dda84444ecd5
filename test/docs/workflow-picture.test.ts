import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { pageOf } from './markdown.ts';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
}

const file = path.join(import.meta.dirname, '../../state-machines/failover.asl.json');
const { States }: { States: Readonly<Record<string, State>> } = JSON.parse(readFileSync(file, 'utf8'));

/** Where a state leads to when nothing fails. */
const edges = Object.entries(States).flatMap(([name, { Next, Default, Choices = [] }]) =>
  [Next, Default, ...Choices.map((choice) => choice.Next)].flatMap((next) => next ?? []).map((to) => `${name} ${to}`),
);
/** States that only failures lead to, which the picture leaves to a sentence below it. */
const failures = ['AskForHelp', 'HelpFailed', 'Failed', 'RefuseRequest'];

const drawn = (): readonly string[] => {
  const [, picture = ''] = /```mermaid\n(.*?)```/s.exec(pageOf('README.md').text) ?? [];
  return picture.split('\n').flatMap((line) => {
    const chain = line
      .replace(/\["[^"]*"\]/g, '')
      .split(/ --(?: [^>]* --)?> /)
      .map((name) => name.trim());
    return chain.slice(1).map((to, index) => `${chain[index]} ${to}`);
  });
};

test('the picture in the README shows the workflow as it is, but for its failures', () => {
  const wanted = new Set(edges.filter((edge) => !failures.some((name) => edge.split(' ').includes(name))));
  expect(new Set(drawn())).toEqual(wanted);
});
