/** `npm run wire`: plays the situations that have fooled others with real servers, and checks every promise on each. */
import { writeFileSync } from 'node:fs';
import { parse, runProgram, UsageError, wholeNumber } from './commands/command-line.ts';
import { onSignals } from './commands/on-signals.ts';
import { loadScenarios } from './simulation/campaign/scenarios.ts';
import type { Scenario } from './stage/stage.ts';
import { playOnTheWire } from './wire/play.ts';
import { resultOf, type WireResult } from './wire/result.ts';
import { playable, situations } from './wire/situations.ts';
import type { World } from './world.ts';

const help = `npm run wire -- [--scenario NAME] [--seed S] [--minutes M] [--throttled] [--history FILE] [--list]

Real Redis servers, the deployed bundles, HTTP and DNS; the clock is set forward over what only time brings. Plays each
situation of docs/safety.md that the wire can play, with every checker at its end. A line per scenario.

  --scenario NAME  one scenario only, of all there are               (every situation in turn)
  --throttled      each while every service throttles three calls in ten
  --seed S         of what is drawn by lot (1); the timing of real servers is not repeated
  --minutes M      of the machine's time for one scenario            (20)
  --history FILE   writes the history of the last one, a line per entry
  --list           the situations, their scenarios, and whether the wire can play them

Exit status: 0 all was as promised, 1 something was not, 2 it could not start.`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const options = {
  ...{ scenario: text, seed: text, minutes: text, history: text },
  ...{ throttled: flag, list: flag, help: flag },
} as const;

await runProgram('npm run wire', async () => {
  const { values } = parse({ options }, 'npm run wire -- --help');
  if (values.help) return say(help);
  if (values.list) return say(listed());
  const seed = wholeNumber('--seed', values.seed, { least: 0, most: 2 ** 31 }) ?? 1;
  const minutes = wholeNumber('--minutes', values.minutes, { least: 1, most: 1_000 }) ?? 20;
  const scenarios = await chosen(values.scenario, values.throttled);
  let world: World | undefined;
  const off = onSignals(async () => world?.stop());
  const onWorld = (started: World): void => {
    world = started;
  };

  console.log(`seed ${seed}, ${scenarios.length} scenarios on real servers`);
  const results: WireResult[] = [];
  for (const scenario of scenarios) {
    const began = performance.now();
    const run = await playOnTheWire({ scenario, seed, realMs: minutes * 60_000, onWorld });
    const result = resultOf(run, scenario, performance.now() - began);
    results.push(result);
    console.log(result.line);
    if (values.history !== undefined)
      writeFileSync(values.history, run.history.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  }
  off();
  const broken = results.filter(({ isFine }) => !isFine);
  console.log(`${results.length} scenarios, ${broken.length} of them not as promised`);
  return broken.length === 0 ? 0 : 1;
});

function say(words: string): number {
  console.log(words);
  return 0;
}

function listed(): string {
  return situations
    .map(({ situation, scenarios, wire }) => `${situation}: ${wire}\n    ${scenarios.join('\n    ')}`)
    .join('\n');
}

/** Throws `UsageError`. */
async function chosen(name: string | undefined, throttled: boolean): Promise<readonly Scenario[]> {
  const all = await loadScenarios();
  const names = name === undefined ? playable : [name];
  return names.map((each) => {
    const scenario = all.get(throttled ? `${each}-throttled` : each);
    if (!scenario) throw new UsageError(`there is no scenario called ${each}: npm run simulate -- --list shows them`);
    return scenario;
  });
}
