interface Stored {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number | undefined;
}

/** The keys of one node. An expired key is gone for readers at once, but takes room until it is removed, as in Redis. */
export class Dataset {
  readonly #keys = new Map<string, Stored>();
  /** No key expires before this. */
  #soonest = Number.POSITIVE_INFINITY;

  get size(): number {
    return this.#keys.size;
  }

  get keys(): readonly string[] {
    return [...this.#keys.keys()];
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  get(key: string, now: number): string | undefined {
    const stored = this.#keys.get(key);
    return stored && isLive(stored, now) ? stored.value : undefined;
  }

  /** When a live key expires; Infinity for never, undefined without the key. */
  expiry(key: string, now: number): number | undefined {
    const stored = this.#keys.get(key);
    return stored && isLive(stored, now) ? (stored.expiresAt ?? Number.POSITIVE_INFINITY) : undefined;
  }

  set(key: string, value: string, expiresAt?: number): void {
    this.#keys.set(key, { value, expiresAt });
    if (expiresAt !== undefined && expiresAt < this.#soonest) this.#soonest = expiresAt;
  }

  delete(key: string): boolean {
    return this.#keys.delete(key);
  }

  /** Removes what has expired, and names it. */
  takeExpired(now: number): readonly string[] {
    if (now < this.#soonest) return [];
    const expired: string[] = [];
    this.#soonest = Number.POSITIVE_INFINITY;
    for (const [key, stored] of this.#keys) {
      if (!isLive(stored, now)) expired.push(key);
      else if (stored.expiresAt !== undefined) this.#soonest = Math.min(this.#soonest, stored.expiresAt);
    }
    for (const key of expired) this.#keys.delete(key);
    return expired;
  }

  clear(): void {
    this.#keys.clear();
    this.#soonest = Number.POSITIVE_INFINITY;
  }

  /** Becomes an exact copy, expired keys included. */
  copy(other: Dataset): void {
    this.#keys.clear();
    for (const [key, stored] of other.#keys) this.#keys.set(key, stored);
    this.#soonest = other.#soonest;
  }
}

const isLive = ({ expiresAt }: Stored, now: number): boolean => expiresAt === undefined || expiresAt > now;
