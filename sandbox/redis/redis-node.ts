import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import type { Address } from '../relay.ts';
import { RedisServerUnusable } from './find-server.ts';
import { controlUser, serverConfig } from './server-config.ts';

export interface RedisNodeOptions {
  readonly id: string;
  readonly server: string;
  /** A folder that all nodes of a world share. */
  readonly folder: string;
  readonly password: string;
  /** Called after each start and end of the process. */
  readonly onProcess: () => void;
}

/** One server process, and the place it has in replication, which outlives the process. */
export class RedisNode {
  readonly id: string;
  readonly socket: string;
  /** Commands as ElastiCache's own control plane; they wait while the process is gone or frozen. */
  readonly control: Redis;
  readonly #options: RedisNodeOptions;
  #process: ChildProcess | undefined;
  #follows: Address | undefined;
  #lastWords = '';

  constructor(options: RedisNodeOptions) {
    this.id = options.id;
    this.#options = options;
    this.socket = path.join(options.folder, `${options.id}.sock`);
    this.control = new Redis({
      path: this.socket,
      username: controlUser,
      password: options.password,
      lazyConnect: true,
      maxRetriesPerRequest: null,
      retryStrategy: () => 25,
    });
    this.control.on('error', () => {});
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts the process, empty, in the place it had; resolves once it answers. */
  async start(follows: Address | undefined = this.#follows): Promise<void> {
    if (this.#process) throw new RangeError(`${this.id} is running`);
    this.#follows = follows;
    const { server } = this.#options;
    const child = spawn(server, [this.#writeConfig()], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.#process = child;
    const listen = (chunk: Buffer): void => {
      this.#lastWords = (this.#lastWords + chunk.toString()).slice(-2000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const ended = new Promise<never>((_, reject) => {
      const over = (reason: string): void => {
        if (this.#process === child) this.#process = undefined;
        this.#options.onProcess();
        reject(new RedisServerUnusable(`${server} did not start for ${this.id}: ${reason}`));
      };
      // A program that cannot be run has an error and never an exit.
      child.once('error', (error) => over(error.message));
      child.once('exit', () => over(this.#lastWords.trim().split('\n').at(-1) ?? ''));
    });
    ended.catch(() => {});
    this.#options.onProcess();
    await Promise.race([this.control.ping(), ended]);
  }

  /** Copies the node at `address` from now on, or, without one, takes writes. */
  async follow(address: Address | undefined): Promise<void> {
    this.#follows = address;
    await (address ? this.control.replicaof(address.host, address.port) : this.control.replicaof('NO', 'ONE'));
  }

  /** One field of `INFO replication`. */
  async replication(field: string): Promise<string | undefined> {
    const section = await this.control.info('replication');
    return new RegExp(`^${field}:(.*?)\\r?$`, 'm').exec(section)?.[1];
  }

  /** To the process and the child it may have forked to copy its data: they are a group of their own. */
  signal(name: NodeJS.Signals): void {
    const { pid } = this;
    if (pid === undefined) return;
    try {
      process.kill(-pid, name);
    } catch (error) {
      // Gone already, and its exit not yet noticed.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }

  async kill(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    const ended = once(child, 'exit');
    this.signal('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    this.control.disconnect();
    await this.kill();
  }

  #writeConfig(): string {
    const { folder, id, password } = this.#options;
    const own = path.join(folder, id);
    rmSync(own, { recursive: true, force: true });
    mkdirSync(own);
    const file = path.join(folder, `${id}.conf`);
    const config = serverConfig({ folder: own, socket: this.socket, password, follows: this.#follows });
    writeFileSync(file, config, { mode: 0o600 });
    return file;
  }
}
