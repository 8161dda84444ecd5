import type { Result } from './chunk.ts';
import type { Ingress } from './ingress.ts';

/** The command that repeats a failure. */
const replay = ({ chunk, failure }: Result): string =>
  `npm run fuzz -- --ingress ${chunk.ingress} --generator ${chunk.generator} --inputs ${chunk.inputs} --seed ${chunk.seed} --path ${failure?.path}`;

/** Gathers what a run came to. */
export const createReport = (ingresses: readonly Ingress[]) => {
  const counts = new Map<string, { shaped: number; raw: number; failed: number }>(
    ingresses.map(({ name }) => [name, { shaped: 0, raw: 0, failed: 0 }]),
  );
  return {
    /** Counts a chunk in; the lines that tell its failure, if it has one. */
    add: (result: Result): string[] => {
      const { chunk, played, failure } = result;
      const count = counts.get(chunk.ingress);
      if (count) {
        count[chunk.generator] += played;
        count.failed += failure ? 1 : 0;
      }
      if (!failure) return [];
      return [
        `VIOLATION ${chunk.ingress} (${chunk.generator})`,
        ...failure.violations.map((violation) => `  ${violation}`),
        `  input: ${failure.input}`,
        `  again: ${replay(result)}`,
      ];
    },
    violations: (): number => [...counts.values()].reduce((sum, { failed }) => sum + failed, 0),
    summary: (tookMs: number): string[] => {
      const rows = ingresses.map(({ name, readBy }) => {
        const { shaped = 0, raw = 0, failed = 0 } = counts.get(name) ?? {};
        const columns = [String(shaped).padStart(8), String(raw).padStart(8), String(failed).padStart(11)];
        return `${name.padEnd(18)}${columns.join('')}   ${readBy}`;
      });
      const whole = [...counts.values()].reduce((sum, { shaped, raw }) => sum + shaped + raw, 0);
      const failed = [...counts.values()].reduce((sum, count) => sum + count.failed, 0);
      const rate = Math.round(whole / (tookMs / 1000));
      return [
        `${'way in'.padEnd(18)}  shaped     raw violations   read by`,
        ...rows,
        `${whole} inputs in ${Math.round(tookMs / 1000)} s (${rate}/s), ${failed} violations`,
      ];
    },
  };
};
