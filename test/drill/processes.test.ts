import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { descendants, isAlive, residentMb } from '../../sandbox/drill/processes.ts';

test('a process is found below the one that started it, with its memory, for as long as it lives', async () => {
  // A shell that waits for its own child: two generations.
  const shell = spawn('sh', ['-c', 'sleep 60 & echo $!; wait'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(shell.stdout, 'data');
  const grandchild = Number(String(line));
  const found = descendants();
  const pids = found.map(({ pid }) => pid);
  expect(pids).toEqual(expect.arrayContaining([shell.pid, grandchild]));
  expect(found.find(({ pid }) => pid === grandchild)).toMatchObject({ parent: shell.pid });
  expect(found.find(({ pid }) => pid === grandchild)?.residentKb).toBeGreaterThan(0);
  expect(residentMb()).toBeGreaterThanOrEqual(Math.floor(process.memoryUsage.rss() / 1024 / 1024) - 1);

  const ended = once(shell, 'exit');
  process.kill(grandchild);
  await ended;
  expect([shell.pid ?? 0, grandchild].map(isAlive)).toEqual([false, false]);
});
