import type { Checker, PromiseId, RunRecord, Violation } from './checkers/checker.ts';
import { l01 } from './checkers/l01-loss-ends-in-promotion.ts';
import { l02 } from './checkers/l02-every-execution-ends.ts';
import { l03 } from './checkers/l03-crashes-are-survived.ts';
import { l04 } from './checkers/l04-everything-agrees.ts';
import { l05 } from './checkers/l05-constant-work.ts';
import { l06 } from './checkers/l06-waits-for-no-dark-region.ts';
import { l07 } from './checkers/l07-route53-is-not-needed.ts';
import { l08 } from './checkers/l08-no-silence.ts';
import { l09 } from './checkers/l09-break-glass.ts';
import { n01 } from './checkers/n01-two-confirmations.ts';
import { n02 } from './checkers/n02-no-data-arriving.ts';
import { n03 } from './checkers/n03-unknown-is-not-down.ts';
import { n04 } from './checkers/n04-read-again.ts';
import { n05 } from './checkers/n05-observers-without-path.ts';
import { n06 } from './checkers/n06-roles-are-clear.ts';
import { n07 } from './checkers/n07-target-is-fit.ts';
import { n08 } from './checkers/n08-one-per-cooldown.ts';
import { n09 } from './checkers/n09-switch.ts';
import { n10 } from './checkers/n10-one-claim.ts';
import { n11 } from './checkers/n11-copies-of-alarms.ts';
import { n12 } from './checkers/n12-called-once.ts';
import { n13 } from './checkers/n13-done-when-real.ts';
import { n14 } from './checkers/n14-promoted-by-others.ts';
import { n15 } from './checkers/n15-publishes-reality.ts';
import { n16 } from './checkers/n16-values-grow.ts';
import { n17 } from './checkers/n17-only-configured.ts';
import { n18 } from './checkers/n18-no-failback.ts';
import { n20 } from './checkers/n20-dry-runs.ts';
import { n21 } from './checkers/n21-events-are-hints.ts';
import { n22 } from './checkers/n22-names-are-looked-up.ts';
import { n23 } from './checkers/n23-endpoints-of-elasticache.ts';
import { n24 } from './checkers/n24-no-secrets.ts';

export type { Checker, PromiseId, RunRecord, Violation } from './checkers/checker.ts';
export type { MemberHosts, Truth } from './checkers/run-record.ts';

/** Every checker, in the order of docs/safety.md. */
export const checkers: readonly Checker[] = [
  ...[n01, n02, n03, n04, n05, n06, n07, n08, n09],
  ...[n10, n11, n12, n13, n14, n15, n16, n17, n18],
  ...[n20, n21, n22, n23, n24],
  ...[l01, l02, l03, l04, l05, l06, l07, l08, l09],
];

/** Promises without a checker yet, and why. */
export const later: readonly { readonly id: PromiseId; readonly promise: string; readonly why: string }[] = [
  {
    id: 'N19',
    promise:
      'A drill never starts during an incident, touches only datastores that allow drills, and yields to a real incident at once.',
    why: 'there are no game days yet',
  },
];

/** Every promise that a run broke, in the order in which it did. */
export const checkAll = (record: RunRecord): readonly Violation[] =>
  checkers.flatMap(({ check }) => check(record)).toSorted((a, b) => a.at - b.at);

/** A violation as a report or a failing test shows it. */
export const describeViolation = ({ id, what }: Violation): string => `${id}: ${what}`;
