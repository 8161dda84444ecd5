import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { SandboxError, type World } from '../world.ts';
import { UsageError } from './command-line.ts';
import { openControl, Reply } from './control.ts';

/** One file for each running sandbox of this clone, named by the port of its AWS endpoint. */
const FOLDER = join(import.meta.dirname, '../../.sandbox/running');

const Note = z.strictObject({ pid: z.number().int(), port: z.number().int(), control: z.string(), token: z.string() });
type Note = z.infer<typeof Note>;

/** Lets other terminals find this world and act on it. Ends with the returned function. */
export const announce = async (world: World, folder = FOLDER): Promise<() => Promise<void>> => {
  const control = await openControl(world);
  const port = Number(new URL(world.endpoint).port);
  const note: Note = { pid: process.pid, port, control: control.url, token: control.token };
  const file = join(folder, `${port}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(note), { mode: 0o600 });
  return async () => {
    rmSync(file, { force: true });
    await control.close();
  };
};

/** Has the running sandbox do something; answers what it says. Throws `UsageError` or `SandboxError` with one line. */
export const ask = async (
  action: string,
  { args, port, folder = FOLDER }: { args: readonly string[]; port?: number | undefined; folder?: string },
): Promise<readonly string[]> => {
  const { control, token } = theOne(runningIn(folder), port);
  const response = await fetch(control, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ action, args }),
    signal: AbortSignal.timeout(5000),
  }).catch((cause: unknown) => {
    throw new SandboxError(`the running sandbox does not answer: ${String(cause)}`, { cause });
  });
  const { lines, refused } = Reply.parse(await response.json());
  if (refused) throw new UsageError(lines.join(' '));
  return lines;
};

const theOne = (running: readonly Note[], port: number | undefined): Note => {
  const wanted = port === undefined ? running : running.filter((note) => note.port === port);
  const [note, another] = wanted;
  const where = port === undefined ? '' : ` on port ${port}`;
  if (!note) throw new SandboxError(`no sandbox is running${where}: start one with npm run sandbox -- up`);
  if (!another) return note;
  throw new UsageError(
    `several sandboxes are running: choose with --port ${wanted.map((each) => each.port).join(', ')}`,
  );
};

/** Notes of processes that are gone were left by a machine that went down: they are removed. */
const runningIn = (folder: string): readonly Note[] =>
  files(folder).flatMap((name) => {
    const file = join(folder, name);
    const note = Note.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (isAlive(note.pid)) return [note];
    rmSync(file, { force: true });
    return [];
  });

const files = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    // No sandbox ever ran here.
    return [];
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
