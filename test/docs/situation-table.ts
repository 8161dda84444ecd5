import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { automaticSteps, kebab } from '../../sandbox/scenarios/moves.ts';
import { situations } from '../../sandbox/wire/situations.ts';

const page = path.join(import.meta.dirname, '../../docs/safety.md');

const head = '| situation that has fooled others | scenario | on the wire |';
const rule = '|---|---|---|';

/** Eight scenarios that differ by a step are told as one. */
const told = (scenarios: readonly string[]): string => {
  const steps = automaticSteps.map(kebab);
  const short = scenarios.map((name) => {
    const step = steps.find((each) => name.endsWith(`-after-${each}`));
    return step === undefined ? name : `${name.slice(0, -step.length)}…`;
  });
  return [...new Set(short)].map((name) => `\`${name}\``).join(', ');
};

/** The table of situations as the code has it. */
export const expectedTable: readonly string[] = [
  head,
  rule,
  ...situations.map(({ situation, scenarios, wire }) => `| ${situation} | ${told(scenarios)} | ${wire} |`),
];

/** The table as a page has it. */
export const tableIn = (text: string): readonly string[] => {
  const lines = text.split('\n');
  const first = lines.indexOf(head);
  const rest = first < 0 ? [] : lines.slice(first);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return end < 0 ? rest : rest.slice(0, end);
};

const renewed = (text: string): string => text.replace(tableIn(text).join('\n'), () => expectedTable.join('\n'));

// `node test/docs/situation-table.ts` writes the table into docs/safety.md.
if (import.meta.main) writeFileSync(page, renewed(readFileSync(page, 'utf8')));
