import type { Ground } from './ground.ts';

/** Trouble that lasts until its end is called. */
export interface Nemesis {
  readonly name: string;
  /**
   * `loss`: of the primary Region, which may and should end in a promotion. `disturbance`: nothing that should.
   * An episode has at most one loss.
   */
  readonly kind: 'loss' | 'disturbance';
  /** Begins, and answers what ends it; calling that twice is harmless. */
  readonly begin: (ground: Ground) => Promise<() => Promise<void>>;
}

/** A nemesis that nothing needs to end. */
export const overAtOnce = async (): Promise<void> => {};
