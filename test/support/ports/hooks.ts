/** Where a test breaks in: before a call of a port takes effect, or after it did but before its caller hears of it. */
export class Hooks {
  /** Every change that took effect, in order. */
  readonly changes: string[] = [];
  /** Every call, in order, by the name under which it can be broken into. */
  readonly calls: string[] = [];
  readonly #before = new Map<string, () => unknown>();
  readonly #after = new Map<string, () => unknown>();

  /** `act` may throw, wait, or change the world. */
  before(call: string, act: () => unknown): void {
    this.#before.set(call, act);
  }

  after(call: string, act: () => unknown): void {
    this.#after.set(call, act);
  }

  /** Fails from now on, before it has any effect. */
  fail(call: string, error: Error = Object.assign(new Error(`${call} is down`), { name: 'ServiceUnavailable' })): void {
    this.before(call, () => {
      throw error;
    });
  }

  async around<T>(call: string, work: () => T): Promise<T> {
    this.calls.push(call);
    await this.#before.get(call)?.();
    const result = work();
    await this.#after.get(call)?.();
    return result;
  }
}
