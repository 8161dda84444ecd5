import type { WriteStream } from 'node:tty';

/** Where a drill shows itself. */
export interface Screen {
  /** A line that stays. */
  readonly line: (text: string) => void;
  /** The block below the lines, drawn again in its place; not shown where there is no terminal. */
  readonly status: (lines: readonly string[]) => void;
  /** Takes the block away. */
  readonly close: () => void;
}

/** Nothing: for `--json`. */
export const silentScreen: Screen = { line: () => {}, status: () => {}, close: () => {} };

export const screenFor = (out: WriteStream | NodeJS.WriteStream): Screen =>
  out.isTTY ? terminalScreen(out) : { ...silentScreen, line: (text) => void out.write(`${text}\n`) };

/** Lines scroll up, the block stays below them. */
const terminalScreen = (out: NodeJS.WriteStream): Screen => {
  let shown: readonly string[] = [];
  const clear = (): string => (shown.length > 0 ? `\u001b[${shown.length}F\u001b[0J` : '');
  const fitted = (text: string): string => text.slice(0, Math.max(20, (out.columns || 80) - 1));
  const draw = (): string => shown.map((text) => `${fitted(text)}\n`).join('');
  return {
    line: (text) => void out.write(`${clear()}${text}\n${draw()}`),
    status: (lines) => {
      const before = clear();
      shown = lines;
      out.write(before + draw());
    },
    close: () => {
      out.write(clear());
      shown = [];
    },
  };
};
