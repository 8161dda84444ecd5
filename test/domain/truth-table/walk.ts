import type { Decision, Evidence } from '../../../functions/contract/evidence.ts';
import { decide } from '../../../functions/domain/decide.ts';
import { weigh } from '../../../functions/domain/weigh.ts';
import { now, sessions } from '../../support/sessions.ts';
import { expectedAction } from './oracle.ts';
import { type Asked, askers, combination, occasionOf, readingsOf, type Sources } from './table.ts';

export interface Row {
  readonly sources: Sources;
  readonly asked: Asked;
  readonly decided: Decision['action'];
  readonly expected: Decision['action'];
}

/** What a row comes to, from the readings through the weighing to the decision. */
export const decideRow = (sources: Sources, asked: Asked): Decision =>
  decide(weigh(readingsOf(sources), occasionOf(asked, sources)), sessions.policy, now);

export interface Walked {
  readonly rows: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Rows that were decided otherwise than the rules say: the first few. */
  readonly wrong: readonly Row[];
}

const mostWrong = 20;

/** Walks every `step`-th combination of sources from `first` on, each with every asker. */
export const walk = ({ first, step, end }: { first: number; step: number; end: number }): Walked => {
  const counts: Record<string, number> = {};
  const wrong: Row[] = [];
  let rows = 0;
  for (let number = first; number < end; number += step) {
    const sources = combination(number);
    const readings = readingsOf(sources);
    const looked = weigh(readings, occasionOf('automatic', sources));
    for (const asked of askers) {
      rows += 1;
      const { action: decided, reason } = decide(askedBy(looked, asked), sessions.policy, now);
      const expected = expectedAction(sources, asked);
      const outcome = `${asked === 'automatic' ? 'automatic' : 'by people'} ${decided}`;
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      if ((decided !== expected || reason === '') && wrong.length < mostWrong)
        wrong.push({ sources, asked, decided, expected });
    }
  }
  return { rows, counts, wrong };
};

/** Who asks is carried through the weighing as it is: a test compares this with a look of its own. */
export const askedBy = (looked: Evidence, asked: Asked): Evidence =>
  asked === 'automatic' ? looked : { ...looked, trigger: 'manual', override: [...asked] };
