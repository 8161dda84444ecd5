import { names } from '../../functions/contract/names.ts';
import type { Entry } from '../history.ts';
import type { Scene } from './scene.ts';

/** The instants of a failover, in milliseconds since the epoch; undefined for what did not happen. */
export interface Milestones {
  readonly blackout: number | undefined;
  readonly alarm: number | undefined;
  readonly executionStarted: number | undefined;
  readonly promotionCalled: number | undefined;
  /** The new primary takes writes, and its role says so: the later of the two. */
  readonly promotionVisible: number | undefined;
  readonly parameterPublished: number | undefined;
  readonly recordChanged: number | undefined;
  readonly recordInSync: number | undefined;
  readonly verified: number | undefined;
  readonly closed: number | undefined;
  readonly healed: number | undefined;
  /** The old primary copies the new one. */
  readonly demoted: number | undefined;
  readonly followed: number | undefined;
}

/** Finds the milestones in a history: each is the first of its kind after the one it follows. */
export const milestonesOf = (entries: readonly Entry[], { datastore, home, heir, parameter }: Scene): Milestones => {
  const first = (after: number | undefined, matches: (entry: Entry) => boolean): number | undefined =>
    after === undefined ? undefined : entries.find((entry) => entry.at >= after && matches(entry))?.at;
  const effect = (name: string, region?: string) => (entry: Entry) =>
    entry.kind === 'effect' && entry.name === name && (region === undefined || entry.region === region);
  const put = (region: string) => (entry: Entry) =>
    effect('ssm:PutParameter', region)(entry) && entry.detail?.parameter === parameter;
  const left = (state: string) => (entry: Entry) =>
    entry.kind === 'state' && entry.region === heir && entry.name === state && entry.detail?.at === 'exited';

  const blackout = first(
    0,
    ({ kind, name, detail }) => kind === 'fault' && name === 'blackout' && detail?.region === home,
  );
  const alarm = first(
    blackout,
    ({ kind, region, name, detail }) =>
      kind === 'alarm' && region === heir && name === names.primaryDownAlarm(datastore) && detail?.to === 'ALARM',
  );
  const promotionCalled = first(blackout, effect('elasticache:promotion-accepted'));
  const promoted = [effect('elasticache:writable'), effect('elasticache:promoted')].map((is) =>
    first(promotionCalled, is),
  );
  const recordChanged = first(promotionCalled, effect('route53:ChangeResourceRecordSets'));
  const healed = first(
    blackout,
    ({ kind, name, detail }) => kind === 'fault' && name === 'heal' && detail?.region === home,
  );
  const verified = first(promotionCalled, left('VerifyCutover'));
  return {
    blackout,
    alarm,
    executionStarted: first(
      blackout,
      (entry) => entry.kind === 'execution' && entry.region === heir && entry.name === 'RUNNING',
    ),
    promotionCalled,
    promotionVisible: promoted.reduce((a, b) => (a === undefined || b === undefined ? undefined : Math.max(a, b))),
    parameterPublished: first(promotionCalled, put(heir)),
    recordChanged,
    recordInSync: first(recordChanged, effect('route53:InSync')),
    verified,
    // Of the run that promoted: one that came second closes at once.
    closed: first(verified, left('CloseIncident')),
    healed,
    demoted: first(healed, effect('elasticache:demoted', home)),
    followed: first(healed, put(home)),
  };
};
