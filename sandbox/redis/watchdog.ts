import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Watchdog {
  /** The process groups that must not outlive this one. */
  readonly guard: (pids: readonly number[]) => void;
  /** Nothing is left to guard: removes the folder and ends. */
  readonly release: () => Promise<void>;
}

/** Reads lines of process group ids; when the pipe closes, however that came about, ends the last ones and removes the folder. */
const script = `
pids=
while read -r line; do pids=$line; done
for pid in $pids; do kill -s KILL -- "-$pid" 2>/dev/null; done
rm -rf "$1"
`;

/**
 * A shell of its own session that waits for this process to end. Even a SIGKILL of this process closes the pipe between
 * the two, and then no server and no file is left behind.
 */
export const startWatchdog = (folder: string): Watchdog => {
  const shell = spawn('sh', ['-c', script, 'watchdog', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const ended = once(shell, 'exit');
  shell.stdin.on('error', () => {});
  return {
    guard: (pids) => void shell.stdin.write(`${pids.join(' ')}\n`),
    release: async () => {
      shell.stdin.end('\n');
      await ended;
    },
  };
};
