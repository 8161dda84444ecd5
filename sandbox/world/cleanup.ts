/** What must be undone, newest first. Each is tried, whatever became of the others. */
export class Cleanup {
  readonly #steps: (() => unknown)[] = [];

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  /** Undoes everything once; a second call does nothing. Rejects with the first failure, after the last step. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (let step = this.#steps.pop(); step; step = this.#steps.pop())
      try {
        await step();
      } catch (failure) {
        failures.push(failure);
      }
    if (failures.length > 0) throw failures[0];
  }
}
