import { readdirSync } from 'node:fs';
import type { LambdaHandler } from '../../../functions/middleware/step.ts';
import type { World } from '../../../functions/middleware/world.ts';

/** A function's code that still lacks a world to run in. */
export interface Code {
  readonly inWorld: (world: World) => LambdaHandler;
}

const directory = new URL('../../../functions/handlers/', import.meta.url);

/** Every handler of the sources by the name of its construct: `PromoteRegion` is `promote-region.ts`. */
export const loadHandlers = async (): Promise<ReadonlyMap<string, Code>> => {
  const files = readdirSync(directory).filter((file) => file.endsWith('.ts'));
  return new Map(
    await Promise.all(files.map(async (file): Promise<[string, Code]> => [nameOf(file), await load(file)])),
  );
};

const load = async (file: string): Promise<Code> => {
  const module: Record<string, unknown> = await import(new URL(file, directory).href);
  const step = Object.values(module).find(isCode);
  if (!step) throw new Error(`functions/handlers/${file} exports no step`);
  return step;
};

const isCode = (value: unknown): value is Code =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'inWorld') === 'function';

const nameOf = (file: string): string =>
  file.replace(/\.ts$/, '').replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
