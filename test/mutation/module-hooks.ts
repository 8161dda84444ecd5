import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = process.cwd();
const stripped = new Map<string, string>();

/** Everything of ours is loaded afresh for each mutant, but for the schemas, which import nothing that is mutated. */
const isFresh = (path: string): boolean =>
  !path.startsWith('..') && !/^(node_modules|functions\/contract)\//.test(path);

const relativePath = (url: string): string | undefined =>
  url.startsWith('file:') ? relative(root, fileURLToPath(url)) : undefined;

/**
 * Lets tests run outside Jest, many times in one process: `@jest/globals` is Jest's own circus and expect, mutated
 * files come instrumented from memory, and each `round()` begins a new set of modules.
 */
export const installHooks = (sources: ReadonlyMap<string, string>): { readonly nextRound: () => void } => {
  const globals = pathToFileURL(`${root}/test/mutation/jest-globals.ts`).href;
  let round = 0;
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === '@jest/globals') return { url: globals, shortCircuit: true };
      const resolved = next(specifier, context);
      const path = relativePath(resolved.url);
      if (path === undefined || !path.endsWith('.ts') || !isFresh(path)) return resolved;
      return { ...resolved, url: `${resolved.url}?round=${round}` };
    },
    load: (url, context, next) => {
      const path = relativePath(url);
      if (path === undefined || !path.endsWith('.ts')) return next(url, context);
      const source =
        stripped.get(path) ?? stripTypeScriptTypes(sources.get(path) ?? readFileSync(path, 'utf8'), { mode: 'strip' });
      stripped.set(path, source);
      return { format: 'module', source, shortCircuit: true };
    },
  });
  return {
    nextRound: () => {
      round += 1;
    },
  };
};
