import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { residentMbOfTree } from './drill/resident.ts';
import { printTable } from './table.ts';

const limitSeconds = 120;
const limitMb = 1024;
const sampleMs = 200;

/** Total time and memory of `script/drill`, all its processes together, as a user would start it. */
export const drill = async (): Promise<void> => {
  if (!existsSync('/proc/self/stat')) {
    console.log('\ndrill: skipped, the memory of a tree of processes is read from /proc, which this system lacks');
    return;
  }
  const from = performance.now();
  const child = spawn('script/drill', { stdio: ['ignore', 'ignore', 'inherit'] });
  let peakMb = 0;
  const sampling = setInterval(() => {
    peakMb = Math.max(peakMb, residentMbOfTree(child.pid ?? 0));
  }, sampleMs);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(sampling);
  const seconds = (performance.now() - from) / 1000;

  printTable(
    'script/drill, all its processes together',
    [
      { what: 'exit status', value: status ?? 'killed', '': status === 0 ? 'ok' : 'FAILED' },
      { what: 'seconds', value: Math.round(seconds), '': seconds <= limitSeconds ? 'ok' : 'ABOVE THE LIMIT' },
      { what: 'peak resident MB', value: Math.round(peakMb), '': peakMb <= limitMb ? 'ok' : 'ABOVE THE LIMIT' },
    ],
    [`Limits: ${limitSeconds} s, ${limitMb} MB. Pages that processes share count once for each of them.`],
  );
};
