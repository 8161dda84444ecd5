import { playChunk } from './chunk.ts';
import { ingresses } from './ingresses.ts';

const [n = '200', seed = '1', only] = process.argv.slice(2);
for (const ingress of ingresses)
  for (const generator of ['shaped', 'raw'] as const) {
    if (only && ingress.name !== only) continue;
    const t = performance.now();
    const result = await playChunk(ingress, {
      ingress: ingress.name,
      generator,
      inputs: Number(n),
      seed: Number(seed),
    });
    const ms = performance.now() - t;
    console.log(
      ingress.name,
      generator,
      result.played,
      (ms / result.played).toFixed(3),
      'ms',
      result.failure ? `\n   ${result.failure.violations.join('\n   ')}\n   ${result.failure.input.slice(0, 900)}` : '',
    );
  }
