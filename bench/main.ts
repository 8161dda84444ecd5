import { SandboxError } from '../sandbox/world.ts';

/** Each measurement prints its tables. `npm run bench` runs all of them, `npm run bench -- bundles cost` only those. */
const measurements: Readonly<Record<string, () => Promise<() => Promise<void>>>> = {
  bundles: async () => (await import('./bundles.ts')).bundles,
  orchestrator: async () => (await import('./orchestrator.ts')).orchestrator,
  cost: async () => (await import('./cost.ts')).cost,
  drill: async () => (await import('./drill.ts')).drill,
};

const wanted = process.argv.slice(2);
const known = Object.keys(measurements);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`bench: there is no measurement called ${unknown.join(', ')}; there are ${known.join(', ')}`);
  process.exit(2);
}

for (const [name, load] of Object.entries(measurements)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  try {
    const measure = await load();
    await measure();
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    console.error(`bench ${name}: ${error.message}`);
    process.exit(2);
  }
}
