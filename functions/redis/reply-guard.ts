/** Far above what answers to our commands take: the slots of 500 shards, each in pieces, with all their replicas. */
const mostBytes = 16 * 2 ** 20;
const mostItems = 1_000_000;
const deepest = 8;
const longestLine = 64 * 1024;
/** A length or a number with its line end; of other lines only the first byte is looked at. */
const longestHead = 32;
/** Simple text, error, number, text, list. https://valkey.io/topics/protocol/ */
const types = '+-:$*';

/** Why bytes must not reach the client. It says nothing of what they hold. */
export type Problem = string;

/**
 * Watches what one connection receives: RESP2 alone passes, in sizes that a cache's answers have, and no answer to what
 * nobody asked. The client reserves memory for whatever a header announces, and throws where nobody can catch it at
 * pushes and at answers to no command: a few bytes of whatever listens there would end the whole function.
 */
export class ReplyGuard {
  #asked = 0;
  #answered = 0;
  #bytes = 0;
  #items = 0;
  /** The start of the line that is not complete, and how long it is. */
  #line = '';
  #length = 0;
  /** Half a line end came: the other half is all that may follow. */
  #feedDue = false;
  /** What is left of a text; undefined outside of one. Its line end must follow at once. */
  #textLeft: number | undefined;
  /** Of each list that is not complete, outermost first: what it still lacks. */
  readonly #lists: number[] = [];

  /** One more command is sent. */
  ask(): void {
    this.#asked += 1;
  }

  /** Undefined where the bytes may pass. After a problem, nothing may. */
  check(chunk: Buffer): Problem | undefined {
    this.#bytes += chunk.length;
    if (this.#bytes > mostBytes) return 'it said more than any answer takes';
    for (let at = 0; at < chunk.length; ) {
      const text = this.#feedDue ? 0 : Math.min(this.#textLeft ?? 0, chunk.length - at);
      if (text > 0) this.#textLeft = (this.#textLeft ?? 0) - text;
      const start = at + text;
      // The client acts on half a line end: so must we.
      const end = this.#feedDue ? start + 1 : chunk.indexOf('\r', start) + 1 || chunk.length;
      const problem = start < chunk.length ? this.#add(chunk.toString('latin1', start, end)) : undefined;
      if (problem !== undefined) return problem;
      at = end;
    }
    return undefined;
  }

  /** A line comes in pieces, perhaps of one byte: nothing is read twice, and no more is kept than what is read at its end. */
  #add(piece: string): Problem | undefined {
    const isFeed = this.#feedDue;
    this.#feedDue = piece.endsWith('\r');
    if (isFeed && piece === '\n') return undefined;
    this.#length += piece.length;
    if (isFeed || piece.includes('\n') || this.#length > longestLine) return 'a line did not end where it must';
    this.#line = `${this.#line}${piece}`.slice(0, longestHead);
    const isInText = this.#textLeft !== undefined;
    const problem = isInText ? this.#endText() : this.#begin(this.#line.charAt(0));
    if (problem !== undefined || !this.#feedDue) return problem;
    const whole = this.#line.replace(/\r$/, '');
    this.#line = '';
    this.#length = 0;
    return isInText ? this.#complete() : this.#read(whole.charAt(0), whole.slice(1));
  }

  #endText(): Problem | undefined {
    return this.#line === '\r' ? undefined : 'a text did not end where it said';
  }

  /** At its first byte: the client takes some values for whole before they are. */
  #begin(type: string): Problem | undefined {
    if (!types.includes(type)) return 'it does not speak RESP2';
    const isAsked = this.#lists.length > 0 || this.#answered < this.#asked;
    return isAsked || this.#isUnasked(type) ? undefined : 'it answered what nobody asked';
  }

  /** A server that takes nobody in says so before it is asked; the client drops it. */
  #isUnasked(type: string): boolean {
    return type === '-' && this.#asked === 0;
  }

  #read(type: string, rest: string): Problem | undefined {
    if (this.#isUnasked(type)) return undefined;
    if (type === ':' && !/^[+-]?\d{1,19}$/.test(rest)) return 'a number is none';
    if (type !== '*' && type !== '$') return this.#complete();
    if (!/^(-1|\d{1,10})$/.test(rest)) return 'a length is none';
    return type === '*' ? this.#startList(Number(rest)) : this.#startText(Number(rest));
  }

  #startList(length: number): Problem | undefined {
    this.#items += length;
    if (this.#items > mostItems) return 'it announced more items than any answer has';
    if (this.#lists.length === deepest) return 'its lists are nested too deep';
    if (length <= 0) return this.#complete();
    this.#lists.push(length);
    return undefined;
  }

  #startText(length: number): Problem | undefined {
    if (length > mostBytes) return 'it announced more text than any answer has';
    if (length < 0) return this.#complete();
    this.#textLeft = length;
    return undefined;
  }

  /** One value is: perhaps the last of its list, and of the one around it. */
  #complete(): undefined {
    this.#textLeft = undefined;
    for (let left = this.#lists.pop(); left !== undefined; left = this.#lists.pop()) {
      if (left === 1) continue;
      this.#lists.push(left - 1);
      return;
    }
    this.#answered += 1;
  }
}
