/** `npm run faults`: every call of ours × every fault, in the simulation, with every promise checked on each. */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parse, runProgram, UsageError, wholeNumber } from './commands/command-line.ts';
import { type Cell, describeCell } from './matrix/cell.ts';
import { pairs, singles, triples } from './matrix/plan.ts';
import type { CellResult } from './matrix/play-cells.ts';
import { runCells } from './matrix/run-cells.ts';
import { partOf, sampleOf } from './matrix/sample.ts';
import { askedOf, metOf, tableOf } from './matrix/table.ts';
import { diceFor } from './simulation/dice.ts';

const REPORT = 'faults-report.json';

const help = `npm run faults -- [--singles | --pairs | --triples N] [--part K/N] [--sample N] [--seed S] [--jobs J] [--cell TEXT] [--list]

Every call site × every fault × every flow that makes the call × {heals, never heals}; then every two faults on the changing
calls of the automatic flow. Each cell is a whole simulated failover, and every promise of docs/safety.md is checked on it.

  --singles     only one fault at a time
  --pairs       only two
  --triples N   only three: so many cells, drawn by the seed
  --part K/N    the Kth of N parts, dealt like cards: N commands, perhaps on N machines, play all cells
  --sample N    so many of them, drawn by the seed      (all)
  --seed S      of the simulations and of the sample    (1)
  --jobs J      processes                               (one per core)
  --cell TEXT   only the cells whose line contains this
  --list        the cells, without playing them

Writes ${REPORT}. Exit status: 0 no violation, 1 at least one, 2 nothing could start.`;

const options = {
  singles: { type: 'boolean', default: false },
  pairs: { type: 'boolean', default: false },
  triples: { type: 'string' },
  part: { type: 'string' },
  sample: { type: 'string' },
  seed: { type: 'string' },
  jobs: { type: 'string' },
  cell: { type: 'string' },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

await runProgram('npm run faults', async () => {
  const { values } = parse({ options }, 'npm run faults -- --help');
  if (values.help) return say(help);
  const seed = wholeNumber('--seed', values.seed, { least: 0, most: 2 ** 31 }) ?? 1;
  const jobs = wholeNumber('--jobs', values.jobs, { least: 1, most: 256 }) ?? availableParallelism();
  const three = wholeNumber('--triples', values.triples, { least: 1, most: 10_000_000 });
  if (three !== undefined && (values.singles || values.pairs))
    throw new UsageError('--triples plays nothing but triples: leave --singles and --pairs out');
  const both = values.singles === values.pairs;
  const all =
    three === undefined
      ? [...(both || values.singles ? singles() : []), ...(both || values.pairs ? pairs() : [])]
      : triples(three, diceFor(seed, 'triples'));
  const { cell: wanted } = values;
  const matching = wanted === undefined ? all : all.filter((cell) => describeCell(cell).includes(wanted));
  if (matching.length === 0) throw new UsageError(`no cell's line contains '${wanted}': --list shows them`);
  const mine = values.part === undefined ? matching : partOf(matching, values.part);
  if (!mine) throw new UsageError(`--part takes K/N with K from 1 to N, for example 2/4, not '${values.part}'`);
  const most = wholeNumber('--sample', values.sample, { least: 1, most: 10_000_000 }) ?? mine.length;
  const cells = sampleOf(mine, { most, seed });
  if (values.list) return say(cells.map(describeCell).join('\n'));
  return await play(cells, { seed, jobs });
});

async function play(cells: readonly Cell[], { seed, jobs }: { seed: number; jobs: number }): Promise<number> {
  const began = performance.now();
  const results: CellResult[] = [];
  const onResult = (result: CellResult): void => {
    results.push(result);
    for (const problem of result.problems) console.log(`VIOLATION ${result.cell}\n  ${problem}`);
    if (results.length % 500 === 0) console.log(`${results.length} of ${cells.length} cells`);
  };
  await runCells(cells, { seed, jobs, onResult });
  const violated = results.filter(({ problems }) => problems.length > 0);
  const seconds = Math.round((performance.now() - began) / 1000);
  writeFileSync(REPORT, `${JSON.stringify({ seed, cells: results.length, seconds, violated, results }, null, 1)}\n`);
  for (const line of tableOf(results)) console.log(line);
  const [met, one] = metOf(results);
  const inPart = one > 0 ? `, ${one} some of theirs` : '';
  console.log(
    `${results.length} cells, ${met} met their faults${inPart}, ${violated.length} with violations, ${askedOf(results)} by a yes; seed ${seed}; ${seconds} s; ${REPORT}`,
  );
  for (const { cell } of violated.slice(0, 5)) console.log(`again: npm run faults -- --seed ${seed} --cell '${cell}'`);
  return violated.length === 0 ? 0 : 1;
}

function say(text: string): number {
  console.log(text);
  return 0;
}
