/** Of each question; more than a minute of a busy world. */
const KEPT = 60;
/** Canaries have a key of their own at each look. */
const QUESTIONS = 200;

interface Remembered<T> {
  readonly at: number;
  readonly answer: T;
}

/** What was answered to each question before, so that it can be answered as it would have been some time ago. */
export class Earlier<T> {
  readonly #answers = new Map<string, Remembered<T>[]>();

  remember(question: string, { at, answer }: Remembered<T>): void {
    const before = this.#answers.get(question) ?? [];
    // Those asked longest ago go first.
    this.#answers.delete(question);
    this.#answers.set(question, before);
    before.push({ at, answer });
    if (before.length > KEPT) before.shift();
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > QUESTIONS && oldest !== undefined) this.#answers.delete(oldest);
  }

  /** The newest answer that had been given by then. */
  by(question: string, at: number): T | undefined {
    return this.#answers.get(question)?.findLast((remembered) => remembered.at <= at)?.answer;
  }
}
