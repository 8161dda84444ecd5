import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly residentKb: number;
}

/** Every process that this one started, and theirs, with the memory that each holds. */
export const descendants = (of: number = process.pid): Process[] => {
  const all = allProcesses();
  const below = (parent: number): Process[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...below(each.pid)]);
  return below(of);
};

/** Memory of this process and of all that it started, in MB. Pages that processes share count for each. */
export const residentMb = (): number => {
  const kb = descendants().reduce((sum, { residentKb }) => sum + residentKb, 0);
  return Math.round(kb / 1024 + process.memoryUsage.rss() / 1024 / 1024);
};

/** Whether a process is there and not merely waiting to be collected. */
export const isAlive = (pid: number): boolean => allProcesses().some((each) => each.pid === pid);

/** Minimal systems have no `ps`, macOS has no /proc. */
const allProcesses = (): Process[] => (existsSync('/proc/self/status') ? fromProc() : fromPs());

const fromPs = (): Process[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([pid, , , state = '']) => pid !== undefined && pid !== '' && !state.startsWith('Z'))
    .map(([pid, parent, residentKb]) => ({ pid: Number(pid), parent: Number(parent), residentKb: Number(residentKb) }));

/** proc(5), `status`: State is a letter and its meaning, VmRSS is in kB and missing where there is none. */
const fromProc = (): Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const status = read(`/proc/${name}/status`) ?? '';
      const field = (label: string): string | undefined => new RegExp(`^${label}:\\s+(\\w+)`, 'm').exec(status)?.[1];
      const [state, parent] = [field('State'), field('PPid')];
      if (state === undefined || state === 'Z' || parent === undefined) return [];
      return [{ pid: Number(name), parent: Number(parent), residentKb: Number(field('VmRSS') ?? 0) }];
    });

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It ended meanwhile.
    return undefined;
  }
};
