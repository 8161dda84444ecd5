import { writeFileSync } from 'node:fs';
import config from '../failover.config.ts';
import { realClock } from './clock.ts';
import { addressCard, cardLines } from './commands/address-card.ts';
import { runProgram } from './commands/command-line.ts';
import { onSignals } from './commands/on-signals.ts';
import { announce } from './commands/running.ts';
import { help, readFlags } from './drill/flags.ts';
import { runDrill } from './drill/run.ts';
import { screenFor, silentScreen } from './drill/screen.ts';
import { summaryOf } from './drill/summary.ts';
import type { World } from './world.ts';

const REPORT = 'drill-report.json';

await runProgram('script/drill', async () => {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const screen = flags.json ? silentScreen : screenFor(process.stdout);
  /** What a signal must end, the last first. */
  const ending: (() => Promise<void>)[] = [];
  const off = onSignals(async () => {
    screen.close();
    for (const end of ending.reverse()) await end();
  });
  let world: World | undefined;
  const onWorld = (started: World): void => {
    world = started;
    ending.push(started.stop);
  };

  const report = await runDrill({ config, flags, screen, now: realClock.now, onWorld });
  const text = JSON.stringify(report, null, 2);
  writeFileSync(REPORT, `${text}\n`);
  for (const line of flags.json ? [text] : summaryOf(report)) console.log(line);
  if (flags.keep && world) {
    ending.push(await announce(world));
    const print = flags.json ? console.error : console.log;
    for (const line of [
      '',
      'The sandbox stays as the drill left it; Ctrl-C ends it.',
      ...cardLines(addressCard(world)),
    ])
      print(line);
    return await new Promise<never>(() => {});
  }
  off();
  return report.held ? 0 : 1;
});
