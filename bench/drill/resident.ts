import { readdirSync, readFileSync } from 'node:fs';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly residentKb: number;
}

/** Resident megabytes of a process and all its descendants, from /proc (Linux). A process that ends meanwhile counts nothing. */
export const residentMbOfTree = (root: number): number => {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const tree = new Set([root]);
  for (let before = 0; before !== tree.size; ) {
    before = tree.size;
    for (const { pid, parent } of processes) if (tree.has(parent)) tree.add(pid);
  }
  const kb = processes.filter(({ pid }) => tree.has(pid)).reduce((sum, { residentKb }) => sum + residentKb, 0);
  return kb / 1024;
};

const readProcess = (pid: number): Process | undefined => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return { pid, parent: field('PPid'), residentKb: field('VmRSS') };
  } catch {
    return undefined;
  }
};
