import { globSync, readFileSync } from 'node:fs';
import { Instrumenter } from '@stryker-mutator/instrumenter';

/** One small change of the code, and where it stands. */
export interface Mutant {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  /** The line as it stands, trimmed: with the two texts below it names the mutant, whatever moves above it. */
  readonly on: string;
  readonly original: string;
  readonly replacement: string;
}

/** What is mutated: everything that decides. */
export const mutatedFiles = (): string[] => globSync('functions/domain/**/*.ts').sort();

/** The instrumenter reports its progress: nobody listens. */
const silent = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  fatal: () => {},
};

/**
 * Every mutant of every file, all in one instrumented text per file: a global says which of them is active, and
 * counts which of them are reached. The operators are Stryker's own:
 * https://stryker-mutator.io/docs/mutation-testing-elements/supported-mutators/
 */
export const instrument = async (
  files: readonly string[],
): Promise<{ readonly sources: ReadonlyMap<string, string>; readonly mutants: readonly Mutant[] }> => {
  const originals = new Map(files.map((name) => [name, readFileSync(name, 'utf8')]));
  const result = await new Instrumenter(silent).instrument(
    [...originals].map(([name, content]) => ({ name, content, mutate: true })),
    { ignorers: [], excludedMutations: [], plugins: null, noHeader: false },
  );
  return {
    sources: new Map(result.files.map(({ name, content }) => [name, content])),
    mutants: result.mutants.map(({ id, fileName, location, mutatorName, replacement }) => {
      const text = originals.get(fileName) ?? '';
      return {
        id,
        file: fileName,
        line: location.start.line + 1,
        kind: mutatorName,
        on: (text.split('\n')[location.start.line] ?? '').trim(),
        original: oneLine(cut(text, location)),
        replacement: oneLine(replacement),
      };
    }),
  };
};

interface Range {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** The text between two places. Lines and columns count from 0. */
const cut = (text: string, { start, end }: Range): string => {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  const last = lines.length - 1;
  return lines
    .map((line, at) => line.slice(at === 0 ? start.column : 0, at === last ? end.column : undefined))
    .join('\n');
};

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
