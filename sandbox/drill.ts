import { writeFileSync } from 'node:fs';
import config from '../failover.config.ts';
import { realClock } from './clock.ts';
import { runProgram } from './commands/command-line.ts';
import { onSignals } from './commands/on-signals.ts';
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
  let world: World | undefined;
  const off = onSignals(async () => {
    screen.close();
    await world?.stop();
  });
  const onWorld = (started: World): void => {
    world = started;
  };
  const report = await runDrill({ config, flags, screen, now: realClock.now, onWorld });
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`);
  if (flags.json) console.log(JSON.stringify(report, null, 2));
  else for (const line of summaryOf(report)) console.log(line);
  off();
  return report.held ? 0 : 1;
});
