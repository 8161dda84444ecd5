import type { Place } from '../../aws/service.ts';
import { delayOf } from './delay.ts';
import type { Traffic } from './paths.ts';
import type { Surroundings } from './surroundings.ts';

export interface Leg {
  readonly from: Place;
  readonly to: Place;
  readonly traffic: Traffic;
}

/**
 * One direction of a TCP connection: messages arrive in their order. What a cut holds back goes on when it ends, unless
 * the connection was closed meanwhile.
 */
export class Courier {
  readonly #leg: Leg;
  readonly #around: Surroundings;
  readonly #held: (() => void)[] = [];
  #busyUntil = Number.NEGATIVE_INFINITY;
  #stopListening: (() => void) | undefined;
  #closed = false;

  constructor(leg: Leg, around: Surroundings) {
    this.#leg = leg;
    this.#around = around;
  }

  /** At once where the way is open: no timer, no promise. */
  deliver(action: () => void): void {
    if (this.#closed) return;
    const { from, to, traffic } = this.#leg;
    const { clock, paths, random } = this.#around;
    const delay = this.#held.length > 0 ? undefined : delayOf(paths.connects(from, to, traffic), random);
    if (delay === undefined) {
      this.#hold(action);
      return;
    }
    const now = clock.now();
    const at = Math.max(now + delay, this.#busyUntil);
    if (at <= now) {
      action();
      return;
    }
    this.#busyUntil = at;
    clock.after(at - now, action);
  }

  close(): void {
    this.#closed = true;
    this.#held.length = 0;
    this.#stopListening?.();
  }

  #hold(action: () => void): void {
    this.#held.push(action);
    this.#stopListening ??= this.#around.paths.onChange(() => this.#release());
  }

  #release(): void {
    const { from, to, traffic } = this.#leg;
    if (this.#around.paths.connects(from, to, traffic) === 'cut') return;
    this.#stopListening?.();
    this.#stopListening = undefined;
    for (const action of this.#held.splice(0)) this.deliver(action);
  }
}
