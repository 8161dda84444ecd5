import { setTimeout as wait } from 'node:timers/promises';

export interface Patience {
  /** Asked between two looks: true ends the wait. */
  readonly isOver: () => boolean;
  readonly everyMs?: number;
}

/** Looks until `holds`, or until patience is over. Answers whether it came to hold. The machine's own time: real servers. */
export const until = async (
  holds: () => boolean | Promise<boolean>,
  { isOver, everyMs = 100 }: Patience,
): Promise<boolean> => {
  for (;;) {
    if (await holds()) return true;
    if (isOver()) return false;
    await wait(everyMs);
  }
};
