import type { World } from '../world.ts';
import type { SessionClient } from './clients/session-client.ts';
import type { Scene } from './scene.ts';
import type { Screen } from './screen.ts';
import { lineOf } from './timeline.ts';

/** Shows a world on a screen as things happen, timed from the blackout once there was one. */
export class Show {
  readonly #screen: Screen;
  readonly #scene: Scene;
  readonly #startedAt: number;
  readonly #now: () => number;
  #blackoutAt: number | undefined;
  #phase = '';
  #stops: (() => void)[] = [];

  constructor({ screen, scene, now }: { screen: Screen; scene: Scene; now: () => number }) {
    this.#screen = screen;
    this.#scene = scene;
    this.#now = now;
    this.#startedAt = now();
  }

  /** Names what the drill does now. */
  phase(name: string): void {
    this.#phase = name;
    this.#line(`— ${name}`);
  }

  follow(world: World, clients: readonly SessionClient[]): void {
    const unfollow = world.history.follow((entry) => {
      if (entry.kind === 'fault' && entry.name === 'blackout') this.#blackoutAt = entry.at;
      const line = lineOf(entry, this.#scene);
      if (line !== undefined) this.#line(line);
    });
    const timer = setInterval(() => this.#screen.status(this.#status(world, clients)), 250);
    this.#stops = [unfollow, () => clearInterval(timer)];
  }

  /** Shows no more of the world. */
  close(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#screen.status([]);
  }

  #line(text: string): void {
    this.#screen.line(`${this.#time()}  ${text}`);
  }

  #time(): string {
    const ms = this.#now() - (this.#blackoutAt ?? this.#startedAt);
    return `${this.#blackoutAt === undefined ? ' ' : '+'}${(ms / 1000).toFixed(1).padStart(6)}`;
  }

  #status(world: World, clients: readonly SessionClient[]): readonly string[] {
    const group = world.elasticache.truth(this.#scene.globalReplicationGroupId);
    const members = this.#scene.members.map((region) => {
      const role = group?.members.find((member) => member.region === region)?.role ?? 'no member';
      return `  ${region.padEnd(12)} ${world.network.isDark(region) ? 'DARK' : 'up  '}  ${role}`;
    });
    const writers = clients.map(({ name, acknowledged, errors, last }) => {
      const at = last?.host ?? 'nowhere yet';
      return `  ${`${name} client`.padEnd(16)} ${String(acknowledged.length).padStart(5)} writes, ${errors} errors, last at ${at}`;
    });
    return ['', `${this.#time()}  ${this.#phase}`, ...members, ...writers];
  }
}
