import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

/** Runs one of the repository's programs to its end. Answers all that it said; throws that where it failed. */
export const command = (...args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
      });
    child.once('error', reject);
    child.once('close', (status) =>
      status === 0 ? resolve(said) : reject(new Error(`node ${args.join(' ')} ended with ${status}:\n${said}`)),
    );
  });

/** A seed that no run had before. It belongs into the title of its test, from which `script/test` prints it. */
export const freshSeed = (): string => String(Math.floor(Math.random() * 2 ** 31));

/** The one of them that a seed stands for. */
export const drawn = <Item>(items: readonly Item[], seed: string): Item => {
  const item = items[Number(seed) % items.length];
  if (item === undefined) throw new RangeError('nothing to draw from');
  return item;
};
