import { functions } from '../aws/functions.ts';
import { journal } from '../aws/journal.ts';
import { secrets } from '../aws/secrets.ts';
import { topology } from '../aws/topology.ts';
import {
  AnotherRegionPromoted,
  ClaimLost,
  PlanChanged,
  PromotionNotCalled,
  PromotionRefused,
  PromotionTimedOut,
} from '../contract/errors.ts';
import type { PromotionCheck } from '../contract/execution.ts';
import type { Incident, Intent } from '../contract/journal.ts';
import { type CaughtError, StepInput } from '../contract/run-state.ts';
import { sentenceOf } from '../domain/caught-error.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { type Progress, promotionProgress } from '../domain/promotion-progress.ts';
import { answered } from '../domain/readings.ts';
import { isRefusal } from '../domain/refusals.ts';
import { onlyPrimary } from '../domain/weigh-roles.ts';
import { touchCaches } from '../evidence/touch-caches.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock } from '../middleware/world.ts';
import type { GroupView, Look, Ports } from '../ports.ts';

type Used = Pick<Ports, 'clock' | 'functions' | 'journal' | 'secrets' | 'topology'>;

/**
 * Task state `CheckPromotion`: one look at what became of the noted call; the workflow polls.
 *
 * Changes nothing but a canary key and its own note; may be retried at will. Fails when no call was noted, when it was
 * refused or has no effect, when another Region became primary, and when the policy's time is over.
 */
export const checkPromotion =
  (ports: Used, { config, region }: Settings) =>
  async ({ state: { run, promotionError } }: StepInput): Promise<PromotionCheck> => {
    const datastore = datastoreOf(config, run.datastore);
    const intent = ownIntent(await ports.journal.readIncident(run.datastore), run.execution.id, promotionError);
    const member = ports.topology.readMember(region, datastore.replicationGroups[region] ?? '');
    const [group, own, touch] = await Promise.all([
      ports.topology.readGroup(region, datastore.globalReplicationGroupId),
      member,
      member.then((look) =>
        touchCaches(ports, { here: region, name: run.datastore, datastore, member: answered(look), canary: true }),
      ),
    ]);
    const progress = promotionProgress({ intent, group, member: own, touch });
    const now = ports.clock.now();

    if (progress.state === 'done') {
      await ports.journal.noteProgress(run.datastore, intent.epoch, { verifiedAt: now.toISOString() });
      const { detail, degraded } = progress;
      return { done: true, epoch: intent.epoch, detail, visibleAt: now.toISOString(), ...(degraded && { degraded }) };
    }
    if (isAsBefore(group, intent)) failIfWithoutEffect({ promotionError, intent, now });
    failIfOver({ progress, intent, now, limitMs: datastore.policy.promotion * 1000 });
    return { done: false, epoch: intent.epoch, detail: progress.detail };
  };

/** Nothing came of the call, and nothing is under way. Cannot be told where this Region was a primary by then, or may have been. */
const isAsBefore = (group: Look<GroupView>, { from, to }: Intent): boolean =>
  from !== to &&
  group.outcome === 'answered' &&
  group.value.status === 'available' &&
  onlyPrimary(group.value) === from;

/** A call that is noted may never have been sent, or was refused: after this long, no trace of it means no effect. */
const effectShowsWithinMs = 90_000;

const failIfWithoutEffect = ({
  promotionError,
  intent,
  now,
}: {
  promotionError: CaughtError | undefined;
  intent: Intent;
  now: Date;
}): void => {
  if (promotionError && isRefusal(promotionError)) throw new PromotionRefused(describe(promotionError));
  if (now.getTime() - Date.parse(intent.calledAt) > effectShowsWithinMs)
    throw new PromotionRefused(
      `no effect of the call noted at ${intent.calledAt} is to be seen: the group is as before`,
    );
};

/** This run's own noted call. Without one nothing was promoted, whatever `PromoteRegion` ended with. */
const ownIntent = ({ intent, claim }: Incident, owner: string, error: CaughtError | undefined): Intent => {
  if (intent?.owner === owner) return intent;
  if (error?.Error === 'ClaimLost' || (claim && claim.owner !== owner))
    throw new ClaimLost(error ? sentenceOf(error) : `${claim?.owner} holds the datastore`);
  if (error?.Error === 'PlanChanged') throw new PlanChanged(sentenceOf(error));
  throw new PromotionNotCalled(error ? describe(error) : 'no call is noted in the journal');
};

const failIfOver = ({
  progress,
  intent,
  now,
  limitMs,
}: {
  progress: Progress;
  intent: Intent;
  now: Date;
  limitMs: number;
}) => {
  if (progress.state === 'elsewhere') throw new AnotherRegionPromoted(progress.detail);
  const since = now.getTime() - Date.parse(intent.calledAt);
  if (since > limitMs) throw new PromotionTimedOut(`${Math.round(since / 1000)} s after the call: ${progress.detail}`);
};

const describe = (error: CaughtError): string => `${error.Error}: ${sentenceOf(error)}`;

export const checkPromotionStep = step(StepInput, { clock, functions, journal, secrets, topology }, checkPromotion);
export const handler = deployed(checkPromotionStep);
