import { isNamed } from '../faults.ts';
import type { Entry } from '../history.ts';
import { InVain } from '../stage/in-vain.ts';
import type { Expectation, Scenario, Stage } from '../stage/stage.ts';

/** What many scenarios do, each under one name. */

export const second = 1_000;
export const minute = 60_000;
export const hour = 60 * minute;

/** The automatic flow's steps with a function, in their order. */
export const automaticSteps = [
  'OpenIncident',
  'AssessHealth',
  'PromoteRegion',
  'CheckPromotion',
  'PublishParameters',
  'UpdateDns',
  'VerifyCutover',
  'CloseIncident',
] as const;
export type AutomaticStep = (typeof automaticSteps)[number];

/** `PromoteRegion` as a part of a scenario's name. */
export const kebab = (step: string): string => step.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

/** The primary Region goes dark. */
export const losePrimary = (stage: Stage): void => stage.network.blackout(stage.primary);

/** Waits until a Region publishes itself: by default the preferred one. */
export const untilPublished = (stage: Stage, region = stage.preferred, within = hour): Promise<void> =>
  stage.until(`${region} publishes itself`, () => stage.see.published(region)?.primaryRegion === region, { within });

/** The situation that everything here is for: dark, promoted, published, and a minute more. */
export const loseAndBeReplaced = async (stage: Stage): Promise<void> => {
  losePrimary(stage);
  await untilPublished(stage);
  await stage.advance(minute);
};

/** The same, where people may be asked first, since more may be lost than the limit: they agree. */
export const untilPublishedByLeave = async (stage: Stage, region = stage.preferred): Promise<void> => {
  const isPublished = (): boolean => stage.see.published(region)?.primaryRegion === region;
  const from = stage.see.pages(region).length;
  const isAsked = (): boolean =>
    stage.see
      .pages(region)
      .slice(from)
      .some(({ detail }) => String(detail?.subject).startsWith('APPROVE?'));
  await stage.until('published, or people are asked', () => isPublished() || isAsked(), { within: hour });
  if (!isPublished()) await stage.people.approve(region, 'ann');
  await untilPublished(stage, region);
};

/** A long time in which nothing happens but what clients do: the schedules fire in its last five minutes only. */
export const quietly = async (stage: Stage, ms: number): Promise<void> => {
  const scheduled = ['Probe', 'Reconcile'].flatMap((name) => stage.regions.map((region) => ({ name, region })));
  for (const { name, region } of scheduled) stage.functions.setSchedule(region, name, false);
  await stage.advance(ms - 5 * minute);
  for (const { name, region } of scheduled) stage.functions.setSchedule(region, name, true);
  await stage.advance(5 * minute);
};

/** Waits until some page since the beginning holds the words. */
export const untilPaged = (stage: Stage, words: string, within = hour): Promise<void> =>
  stage.until(
    `a page says: ${words}`,
    () => stage.see.pages().some(({ detail }) => `${detail?.subject} ${detail?.message}`.includes(words)),
    { within },
  );

/** Lets time pass in which the primary must stay where it is. Throws where it does not. */
export const staysFor = async (stage: Stage, ms: number): Promise<void> => {
  const before = stage.see.writer();
  await stage.advance(ms);
  const after = stage.see.writer();
  if (after !== before) throw new Error(`${after} took over from ${before}, and nothing was to be promoted`);
};

/** What a run does before it has noted an intent. */
const beforeTheCall: readonly string[] = ['OpenIncident', 'AssessHealth', 'RequestApproval'];

/**
 * Acts once, as soon as a step has answered, and before anything of the next one is called. Only the run counts that
 * holds the Region's datastore; from the call on, only the one that called.
 */
export const afterStep = (
  stage: Stage,
  { step, region = stage.preferred }: { readonly step: string; readonly region?: string },
  act: (entry: Entry) => void | Promise<void>,
): void => {
  const unfollow = stage.history.follow((entry) => {
    if (entry.kind !== 'function' || entry.region !== region || entry.detail?.phase !== 'answered') return;
    if (!isNamed(entry.name, step)) return;
    const { claim, intent } = stage.see.incident(region);
    const owner = beforeTheCall.includes(step) ? claim?.owner : intent?.owner;
    if (!owner?.endsWith(`:${entry.detail?.execution}`)) return;
    unfollow();
    stage.after(0, () => act(entry));
  });
};

/** People try something that AWS may refuse: both are fine. */
export const attempt = async (deed: () => Promise<unknown>): Promise<void> => {
  await deed().catch(() => {});
};

/** The execution that runs now in a Region. Throws if there is none. */
export const runningIn = (stage: Stage, region = stage.preferred): string => {
  const running = stage.see.executions(region).findLast(({ status }) => status === 'RUNNING');
  if (!running) throw new Error(`nothing runs in ${region}`);
  return running.arn;
};

/** Looks that were throttled make what may be lost look larger than the limit: people who are asked only that agree. */
const agreeToTheLoss = (stage: Stage): void => {
  stage.history.follow(({ kind, region, detail }) => {
    if (kind !== 'page' || region === undefined || !String(detail?.subject).startsWith('APPROVE?')) return;
    const waived = String(detail?.message).match(/You would waive \w+/g) ?? [];
    if (waived.length !== 1 || waived[0] !== 'You would waive LossAboveLimit') return;
    stage.after(10 * second, () => attempt(() => stage.people.approve(region, 'ann')));
  });
};

/**
 * A run may fail by so many refusals before the step comes that the situation waits for, and `Reconcile` finish it. Then what
 * is expected of the end, and every promise, must hold all the same.
 */
const unlessInVain = (error: unknown): void => {
  if (!(error instanceof InVain)) throw error;
};

/** Of people's call and ours the one may be made and the other refused. */
const withFewerPromotions = ({ promotions, ...others }: Expectation): Expectation => ({
  ...others,
  ...(promotions !== undefined && { mostPromotions: promotions }),
});

/** The same, while every service throttles three of ten calls of the functions for ten minutes. */
export const throttled = ({ expect, ...scenario }: Scenario): Scenario => ({
  ...scenario,
  ...(expect && { expect: withFewerPromotions(expect) }),
  name: `${scenario.name}-throttled`,
  about: `${scenario.about} For ten minutes every service throttles three calls in ten.`,
  play: async (stage) => {
    const heal = stage.faults.add({ chance: 0.3, callers: 'functions' }, { kind: 'throttle' });
    stage.after(10 * minute, heal);
    agreeToTheLoss(stage);
    await scenario.play(stage).catch(unlessInVain);
  },
});
