import { ticks } from '../simulation/run.ts';
import type { Scenario, Stage } from '../stage/stage.ts';
import { parseSite } from './call-site.ts';
import { type Cell, describeCell, ruleOf, type Strike } from './cell.ts';
import { type Flow, isPublished } from './flows.ts';
import { strikesLand } from './strikes-land.ts';

const minuteMs = 60_000;
/** Within which a healed flow must be published: `Reconcile` pauses up to 15 minutes between two runs. */
const PUBLISHED_WITHIN_MS = 20 * minuteMs;
/** A few turns of everything that is scheduled. */
const BACK_MS = 4 * minuteMs;

/** A cell as a scenario: its flow begins, its faults strike and heal, and then the flow must come to its end; `onYes`: people had to help. */
export const scenarioOf = (cell: Cell, flow: Flow, onYes: () => void): Scenario => ({
  name: describeCell(cell),
  about: `${flow.name}, with faults in its calls`,
  ...(flow.shape && { shape: flow.shape }),
  ...(flow.policy && { policy: flow.policy }),
  play: async (stage) => {
    const planned = cell.ends === 'heals' ? cell.strikes.map((strike) => plan(stage, strike)) : [];
    await flow.begin(stage);
    await landStrikes(stage, { cell, flow, planned });
    if (cell.strikes.some(needsHome)) await homeIsBack(stage);
    flow.mend?.(stage);
    for (const { heal } of planned) heal();
    if (cell.ends === 'heals') await comeToTheEnd(stage, { cell, flow, onYes });
  },
});

interface Planned {
  readonly isMet: () => boolean;
  readonly heal: () => void;
}

const plan = ({ faults }: Stage, strike: Strike): Planned => ({
  isMet: () => faults.met.has(strike.fault),
  heal: faults.add(...ruleOf(strike, { once: true })),
});

interface Act {
  readonly cell: Cell;
  readonly flow: Flow;
}

const landStrikes = async (
  stage: Stage,
  { cell, flow, planned }: Act & { planned: readonly Planned[] },
): Promise<void> => {
  const { isDone = isPublished } = flow;
  await strikesLand(stage, cell, isDone);
  const met = planned.filter(({ isMet }) => isMet());
  if (met.length === planned.length || met.length === 0) return;
  // What lasts and ends each run keeps a later call from being made: it heals first.
  for (const { heal } of met) heal();
  await strikesLand(stage, cell, isDone);
};

const comeToTheEnd = async (stage: Stage, { cell, flow, onYes }: Act & { onYes: () => void }): Promise<void> => {
  const { isDone = isPublished } = flow;
  if (flow.name === 'help') return await stage.advance(minuteMs);
  await flow.begin(stage);
  if (mayAsk(cell)) answerWhenAsked(stage, onYes);
  await stage.until('the primary to be published', () => isDone(stage), { within: PUBLISHED_WITHIN_MS });
};

/** From within a dark Region no call reaches anything, and none reaches it: what is called every minute meets its fault later. */
const needsHome = ({ site }: Strike): boolean => {
  const { function: name, at, to } = parseSite(site);
  return at === 'home' || (ticks(name) && to === 'home');
};

const homeIsBack = async (stage: Stage): Promise<void> => {
  stage.network.heal(stage.primary);
  await stage.advance(BACK_MS);
};

/**
 * Probe's own looks bound the loss: where they, or what they saw of a cache, were missing around the outage the bound is
 * unknown, and people are asked. No other fault that has healed may lead to a question.
 */
const mayAsk = ({ strikes }: Cell): boolean =>
  strikes.some(({ site }) => /^Probe@|^TouchCache@\w+ (redis:|dns:A )/.test(site));

const answerWhenAsked = ({ after, people, preferred }: Stage, onYes: () => void): void => {
  for (let turn = 1; turn <= 30; turn++)
    // Nobody may have been asked by then, or the question was answered.
    after(turn * 30_000, () => people.approve(preferred, 'grace').then(onYes, () => {}));
};
