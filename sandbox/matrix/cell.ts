import type { CallSite, Fault } from '../faults.ts';
import { play, ticks } from '../simulation/run.ts';
import type { Scenario, Stage } from '../stage/stage.ts';
import { problemsOf } from '../stage/verdict.ts';
import { type Part, parseSite } from './call-site.ts';
import { type Flow, isPublished } from './flows.ts';
import { strikesLand } from './strikes-land.ts';

/** A fault at a call site. */
export interface Strike {
  /** `siteKey` of the call. */
  readonly site: string;
  readonly fault: Fault;
}

/** One case: a flow, with one fault or two. */
export interface Cell {
  readonly flow: Flow['name'];
  readonly strikes: readonly Strike[];
  /**
   * `heals`: strikes every time until it is healed minutes later, a crash once; then the primary must be published by
   * itself. `never`: strikes to the end, when everything else is well again; then all must be safe, and agree or be paged.
   */
  readonly ends: 'heals' | 'never';
}

const minuteMs = 60_000;
/** Within which a healed flow must be published: `Reconcile` pauses up to 15 minutes between two runs. */
const PUBLISHED_WITHIN_MS = 20 * minuteMs;
const PATIENCE_MS = 12 * minuteMs;
/** A few turns of everything that is scheduled. */
const BACK_MS = 4 * minuteMs;

export interface Played {
  /** What was wrong, a line each. */
  readonly problems: readonly string[];
  /** How many calls met the cell's faults: with none, it shows nothing. */
  readonly struck: number;
}

/** Plays one cell in the simulation. */
export const playCell = async (cell: Cell, { flow, seed }: { flow: Flow; seed: number }): Promise<Played> => {
  const lasting = cell.ends === 'never' ? cell.strikes.map((strike) => standing(strike)) : [];
  const scenario = scenarioOf(cell, flow);
  const below = cell.strikes.some(({ fault }) => fault.kind === 'stale') ? undefined : isSpared(cell);
  const run = await play({ seed, scenario, lasting, patienceMs: PATIENCE_MS, ...(below && { below }) });
  return { problems: problemsOf(run, scenario), struck: run.struck };
};

/** Whose calls are struck speaks in bytes throughout; the others' plain answers are had below the SDK. */
const isSpared = ({ strikes }: Cell): ((handler: string) => boolean) => {
  const struck = new Set(strikes.map(({ site }) => parseSite(site).function));
  return (handler) => !struck.has(handler);
};

const scenarioOf = (cell: Cell, flow: Flow): Scenario => ({
  name: describeCell(cell),
  about: `${flow.name}, with faults in its calls`,
  ...(flow.policy && { policy: flow.policy }),
  play: async (stage) => {
    const { isDone = isPublished } = flow;
    const ends =
      cell.ends === 'heals' ? cell.strikes.map((strike) => stage.faults.add(...ruleOf(strike, { once: true }))) : [];
    await flow.begin(stage);
    await strikesLand(stage, cell, isDone);
    if (cell.strikes.some(needsHome)) await homeIsBack(stage);
    flow.mend?.(stage);
    for (const end of ends) end();
    if (cell.ends === 'never') return;
    if (flow.name === 'help') return await stage.advance(minuteMs);
    await flow.begin(stage);
    if (mayAsk(cell)) answerWhenAsked(stage);
    await stage.until('the primary to be published', () => isDone(stage), { within: PUBLISHED_WITHIN_MS });
  },
});

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

const answerWhenAsked = ({ after, people, preferred }: Stage): void => {
  for (let turn = 1; turn <= 30; turn++)
    // Nobody may have been asked by then, or the question was answered.
    after(turn * 30_000, () => people.approve(preferred, 'grace').catch(() => {}));
};

const crashes: readonly Fault['kind'][] = ['crash-before', 'crash-after', 'crash-after-record'];

/** In the matrix the same Regions play the same parts. */
const places: Readonly<Record<Part, string>> = { home: 'us-east-1', heir: 'us-west-2', witness: 'eu-west-1' };

const ruleOf = ({ site, fault }: Strike, { once }: { once: boolean }): [CallSite, Fault] => {
  const { function: name, at, service, operation, to } = parseSite(site);
  const times = once && crashes.includes(fault.kind) ? { times: 1 } : {};
  return [{ function: name, from: places[at], service, operation, region: places[to], ...times }, fault];
};

const standing = (strike: Strike) => {
  const [site, fault] = ruleOf(strike, { once: false });
  return { site, fault };
};

/** One line, which `--cell` takes back. */
export const describeCell = ({ flow, strikes, ends }: Cell): string =>
  `${flow} ${ends}: ${strikes.map(({ site, fault }) => `${site} ${fault.kind}`).join(' + ')}`;
