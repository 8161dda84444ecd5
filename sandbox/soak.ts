import { writeFileSync } from 'node:fs';
import config from '../failover.config.ts';
import { parse, runProgram, UsageError, wholeNumber } from './commands/command-line.ts';
import { onSignals } from './commands/on-signals.ts';
import { runSoak } from './soak/run.ts';
import type { World } from './world.ts';

const REPORT = 'soak-report.json';

const help = `npm run soak -- [--minutes M | --episodes N] [--seed S]: real Redis servers and the deployed functions, under trouble by lot, episode after
episode: Regions go dark, links are cut, servers freeze, services fail, functions crash, people meddle. After each, all must agree
again by itself or after a page; every rule of docs/safety.md is checked over the whole history.

  --minutes M   new episodes begin until then                     (default 10)
  --episodes N  so many instead, however long they take
  --seed S      of everything that is drawn by lot                (default 1); the timing of real servers is not repeated
  --help        this text

Writes ${REPORT}. Exit status: 0 all was as promised, 1 something was not, 2 the soak could not start.`;

await runProgram('npm run soak', async () => {
  const text = { type: 'string' } as const;
  const options = { help: { type: 'boolean', short: 'h' }, minutes: text, episodes: text, seed: text } as const;
  const { values } = parse({ args: process.argv.slice(2), options }, 'npm run soak -- --help');
  if (values.help) {
    console.log(help);
    return 0;
  }
  const episodes = wholeNumber('--episodes', values.episodes, { least: 1, most: 10_000 });
  if (episodes !== undefined && values.minutes !== undefined)
    throw new UsageError('--minutes and --episodes cannot both be kept: give one of them');
  const minutes = wholeNumber('--minutes', values.minutes, { least: 1, most: 10_000 }) ?? 10;
  const seed = wholeNumber('--seed', values.seed, { least: 0, most: 4_294_967_295 }) ?? 1;
  let world: World | undefined;
  const off = onSignals(async () => world?.stop());
  const onWorld = (started: World): void => {
    world = started;
  };

  console.log(`seed ${seed}, ${episodes === undefined ? `${minutes} minutes` : `${episodes} episodes`}`);
  const limits = episodes === undefined ? { minutes } : { episodes };
  const report = await runSoak({ config, ...limits, seed, say: console.log, onWorld });
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`);
  const complaints = [...report.episodes.flatMap((episode) => episode.complaints), ...report.violations];
  for (const complaint of complaints) console.log(`VIOLATION: ${complaint}`);
  console.log(`${report.episodes.length} episodes, ${complaints.length} violations; ${REPORT}`);
  off();
  return complaints.length === 0 ? 0 : 1;
});
