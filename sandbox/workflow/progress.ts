import type { Json } from './json.ts';

/**
 * How far a sequence of states has come, which is where a redrive goes on: at the state that did not succeed, with the
 * input that it had; in a Parallel state, only in the branches that did not end.
 */
export class Progress {
  #at: { readonly name: string; readonly input: Json } | undefined;
  #ended: { readonly output: Json } | undefined;
  #branches: readonly Progress[] | undefined;

  /** The state that was entered last, and not left. */
  get at(): { readonly name: string; readonly input: Json } | undefined {
    return this.#at;
  }

  /** What the whole sequence came to, once it has ended. */
  get ended(): { readonly output: Json } | undefined {
    return this.#ended;
  }

  /** Enters a state. What is known of its branches is kept only where it is the one that a redrive goes on at. */
  enter(name: string, input: Json, { resumed }: { resumed: boolean }): void {
    this.#at = { name, input };
    if (!resumed) this.#branches = undefined;
  }

  end(output: Json): void {
    this.#ended = { output };
  }

  /** The progress of each branch of the Parallel state that is being visited. */
  branches(count: number): readonly Progress[] {
    this.#branches ??= Array.from({ length: count }, () => new Progress());
    return this.#branches;
  }

  /** A retry of a Parallel state runs all of its branches from their beginning. */
  forgetBranches(): void {
    this.#branches = undefined;
  }
}
