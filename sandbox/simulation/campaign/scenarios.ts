import { readdirSync } from 'node:fs';
import type { Scenario } from '../../stage/stage.ts';

const directory = new URL('../../scenarios/', import.meta.url);

/** Every scenario that a file of `sandbox/scenarios` exports, by name; a list of them counts too. Throws for a name twice. */
export const loadScenarios = async (): Promise<ReadonlyMap<string, Scenario>> => {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found = new Map<string, Scenario>();
  for (const file of files.sort()) {
    const module: Record<string, unknown> = await import(new URL(file, directory).href);
    const listed = new Set(Object.values(module).flat().filter(isScenario));
    for (const scenario of listed) {
      const known = found.get(scenario.name);
      if (known && known !== scenario) throw new Error(`${file}: there are two scenarios called ${scenario.name}`);
      found.set(scenario.name, scenario);
    }
  }
  return found;
};

const isScenario = (value: unknown): value is Scenario =>
  typeof value === 'object' && value !== null && 'play' in value && 'about' in value && 'name' in value;
