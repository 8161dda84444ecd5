/** `npm run zoo`: plants one bug after the other in a copy of the sources, and shows which checker kills it. */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parse, runProgram, UsageError, wholeNumber } from './commands/command-line.ts';
import type { Bug } from './zoo/bug.ts';
import { bugs } from './zoo/bugs.ts';
import { type Caught, catchBug } from './zoo/catch-bug.ts';
import { plantTree } from './zoo/tree.ts';

const REPORT = 'zoo-report.json';

const help = `npm run zoo -- [--bug NAME] [--jobs J] [--list]

Plants each bug in a copy of the sources and runs what should catch it, once without the bug and once with it.

  --bug NAME   only this one
  --jobs J     copies of the sources at work      (one per core)
  --list       the bugs

Writes ${REPORT}. Exit status: 0 every bug was killed by the checker meant for it, 1 one was not, 2 nothing could start.`;

const options = {
  bug: { type: 'string' },
  jobs: { type: 'string' },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

await runProgram('npm run zoo', async () => {
  const { values } = parse({ options }, 'npm run zoo -- --help');
  if (values.help) return say(help);
  if (values.list)
    return say(bugs.map(({ name, breaks, about }) => `${breaks.padEnd(4)} ${name}\n     ${about}`).join('\n'));
  const chosen = bugs.filter(({ name }) => values.bug === undefined || name === values.bug);
  if (chosen.length === 0) throw new UsageError(`there is no bug called ${values.bug}: --list shows them`);
  const jobs = wholeNumber('--jobs', values.jobs, { least: 1, most: 64 }) ?? availableParallelism();

  const results = await catchAll(chosen, Math.min(jobs, chosen.length));
  const killed = results.filter(({ state }) => state === 'killed').length;
  const kept = results.map(({ bug, ...rest }) => ({ bug: bug.name, breaks: bug.breaks, ...rest }));
  writeFileSync(REPORT, `${JSON.stringify(kept, null, 2)}\n`);
  console.log(`${results.length} bugs, ${killed} killed by the checker meant for them; ${REPORT}`);
  return killed === results.length ? 0 : 1;
});

async function catchAll(chosen: readonly Bug[], jobs: number): Promise<readonly Caught[]> {
  const left = [...chosen];
  const results: Caught[] = [];
  const workOff = async (): Promise<void> => {
    const tree = plantTree();
    try {
      for (let bug = left.shift(); bug; bug = left.shift()) {
        const caught = await catchBug(bug, { tree, now: performance.now.bind(performance) });
        results.push(caught);
        console.log(
          `${caught.state.padEnd(11)} ${bug.breaks.padEnd(4)} ${bug.name} (${caught.seconds} s): ${caught.said}`,
        );
      }
    } finally {
      tree.remove();
    }
  };
  await Promise.all(Array.from({ length: jobs }, workOff));
  return results;
}

function say(text: string): number {
  console.log(text);
  return 0;
}
