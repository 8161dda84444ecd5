/** What a primary tells its copies. A ping only moves the offset: it tells a copy that its primary lives. */
export type Change =
  | { readonly kind: 'set'; readonly key: string; readonly value: string; readonly expiresAt: number | undefined }
  | { readonly kind: 'delete'; readonly keys: readonly string[] }
  | { readonly kind: 'ping' };

export interface StreamEntry {
  readonly change: Change;
  /** The offset before and after it. */
  readonly start: number;
  readonly end: number;
  /** When this node had it. */
  readonly at: number;
}

export const noId = '0'.repeat(40);

/**
 * A node's replication history: its identity, how far it is, and the last part of it (the backlog).
 * https://valkey.io/topics/replication/ ("Replication ID explained")
 */
export class Stream {
  id: string;
  offset = 0;
  /** The history that this one went on from, and the first offset that it does not share (`second_repl_offset`). */
  formerId = noId;
  formerEnd = -1;
  #entries: StreamEntry[] = [];
  readonly #backlogBytes: number;

  constructor(id: string, backlogBytes: number) {
    this.id = id;
    this.#backlogBytes = backlogBytes;
  }

  /** A primary counts from its first copy on (`createReplicationBacklog`). */
  begin(): void {
    if (this.offset === 0) this.offset = 1;
  }

  append(change: Change, at: number): StreamEntry {
    const start = this.offset;
    this.offset += bytesOf(change);
    const entry = { change, start, end: this.offset, at };
    this.#entries.push(entry);
    this.#trim();
    return entry;
  }

  /** The first offset that the backlog can go on from. */
  get first(): number {
    return this.#entries[0]?.start ?? this.offset;
  }

  /** The change right after `offset`; undefined at the end, or where the backlog does not reach back so far. */
  next(offset: number): StreamEntry | undefined {
    const entries = this.#entries;
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((entries[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    const found = entries[low];
    return found?.start === offset ? found : undefined;
  }

  /** Whether one who has `id` up to `offset` can go on from the backlog instead of copying everything. */
  continues(id: string, offset: number): boolean {
    const shared = id === this.id ? offset <= this.offset : id === this.formerId && offset < this.formerEnd;
    return shared && offset >= this.first;
  }

  /** Goes on under a new identity, as at a promotion. */
  shift(id: string): void {
    this.formerId = this.id;
    this.formerEnd = this.offset + 1;
    this.id = id;
  }

  /** Goes on as a part of another's history, at the offset it is at. */
  continueAs(other: Stream): void {
    if (other.id === this.id) return;
    this.formerId = this.id;
    this.formerEnd = this.offset + 1;
    this.id = other.id;
  }

  /** Takes another's identity and place, with an empty backlog, as after copying everything. */
  adopt(other: Stream): void {
    this.id = other.id;
    this.offset = other.offset;
    this.formerId = noId;
    this.formerEnd = -1;
    this.#entries = [];
  }

  /** Forgets everything. */
  renew(id: string): void {
    this.id = id;
    this.offset = 0;
    this.formerId = noId;
    this.formerEnd = -1;
    this.#entries = [];
  }

  /** Rarely, and then many at once: shifting one by one would cost more than it frees. */
  #trim(): void {
    const entries = this.#entries;
    if (this.offset - this.first <= this.#backlogBytes + slack) return;
    const keep = entries.findIndex(({ start }) => this.offset - start <= this.#backlogBytes);
    entries.splice(0, keep < 0 ? entries.length : keep);
  }
}

const slack = 4096;

/** The length of the command as RESP, as Redis counts it. SET with an expiry travels as `PXAT`. */
const bytesOf = (change: Change): number => {
  if (change.kind === 'ping') return respLength(['PING']);
  if (change.kind === 'delete') return respLength(['DEL', ...change.keys]);
  const { key, value, expiresAt } = change;
  return respLength(['SET', key, value, ...(expiresAt === undefined ? [] : ['PXAT', String(expiresAt)])]);
};

const respLength = (words: readonly string[]): number => {
  let length = 3 + digits(words.length);
  for (const word of words) {
    const bytes = Buffer.byteLength(word);
    length += 5 + digits(bytes) + bytes;
  }
  return length;
};

const digits = (count: number): number => String(count).length;
