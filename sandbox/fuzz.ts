import { randomInt } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { runProgram } from './commands/command-line.ts';
import { help, readFlags } from './fuzz/flags.ts';
import { ingresses } from './fuzz/ingresses.ts';
import { planOf } from './fuzz/plan.ts';
import { createReport } from './fuzz/report.ts';
import { runChunks } from './fuzz/run.ts';

await runProgram('npm run fuzz', async () => {
  const flags = readFlags(process.argv.slice(2), {
    fresh: randomInt(2 ** 31),
    known: ingresses.map(({ name }) => name),
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const { inputs, seed, ingress, generator, path } = flags;
  const chosen = ingresses.filter(({ name }) => ingress === undefined || name === ingress);
  const chunks =
    ingress !== undefined && generator !== undefined
      ? [{ ingress, generator, inputs, seed, ...(path !== undefined && { path }) }]
      : planOf(chosen, { inputs, seed });
  const report = createReport(chosen);
  const startedAt = performance.now();
  console.log(`seed ${seed}, ${chunks.length} chunks`);
  await runChunks(chunks, (result) => {
    for (const line of report.add(result)) console.log(line);
  });
  for (const line of report.summary(performance.now() - startedAt)) console.log(line);
  return report.violations() > 0 ? 1 : 0;
});
