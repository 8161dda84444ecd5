import { functions } from '../aws/functions.ts';
import { journal } from '../aws/journal.ts';
import { secrets } from '../aws/secrets.ts';
import { topology } from '../aws/topology.ts';
import { ClaimLost, PlanChanged, PromotionNotCalled } from '../contract/errors.ts';
import type { PromotionCheck } from '../contract/execution.ts';
import type { Incident, Intent } from '../contract/journal.ts';
import { type CaughtError, type RunState, StepInput } from '../contract/run-state.ts';
import { sentenceOf } from '../domain/caught-error.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { mayAskForSeparation } from '../domain/last-resort.ts';
import { whyOver } from '../domain/promotion-end.ts';
import { type PromotionLook, promotionProgress } from '../domain/promotion-progress.ts';
import { answered } from '../domain/readings.ts';
import { stopIfRedriven } from '../domain/redriven.ts';
import { touchCaches } from '../evidence/touch-caches.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';

type Used = Pick<Ports, 'clock' | 'functions' | 'journal' | 'secrets' | 'topology'>;

/**
 * Task state `CheckPromotion`: one look at what became of the noted call, a promotion's or a separation's; the workflow
 * polls.
 *
 * Changes nothing but a canary key, its own note and its own claim; may be retried at will. Fails when no call was noted,
 * when it was refused or has no effect, when another Region became primary, and when the policy's time is over; but where
 * the last resort is open, it says so instead.
 */
export const checkPromotion =
  (ports: Used, settings: Settings) =>
  async ({ state, redrive }: StepInput): Promise<PromotionCheck> => {
    stopIfRedriven({ run: state.run, redrive });
    const { run, promotionError } = state;
    const datastore = datastoreOf(settings.config, run.datastore);
    const intent = ownIntent(await ports.journal.readIncident(run.datastore), run.execution.id, promotionError);
    const look = await lookAt(ports, settings, { name: run.datastore, intent });
    const progress = promotionProgress(look);
    const now = ports.clock.now();

    if (progress.state === 'done') {
      if (state.separationError) await holdAgain(ports, state);
      await ports.journal.noteProgress(run.datastore, intent.epoch, { verifiedAt: now.toISOString() });
      const { state: _, ...seen } = progress;
      return { done: true, epoch: intent.epoch, visibleAt: now.toISOString(), ...seen };
    }
    const { group } = look;
    const failure = whyOver({ state, intent, progress, group, now, limitMs: datastore.policy.promotion * 1000 });
    const lastResort = failure !== undefined && mayAskForSeparation({ failure, state, intent, datastore, group });
    if (failure && !lastResort) throw failure;
    const detail = failure ? describe(failure) : progress.detail;
    return { done: false, lastResort, epoch: intent.epoch, detail, ...(failure && { failure: failure.name }) };
  };

const lookAt = async (
  ports: Used,
  { config, region }: Settings,
  { name, intent }: { name: string; intent: Intent },
): Promise<PromotionLook> => {
  const datastore = datastoreOf(config, name);
  const member = ports.topology.readMember(region, datastore.replicationGroups[region] ?? '');
  const [group, own, touch] = await Promise.all([
    ports.topology.readGroup(region, datastore.globalReplicationGroupId),
    member,
    member.then((look) => touchCaches(ports, { here: region, name, datastore, member: answered(look), canary: true })),
  ]);
  return { intent, group, member: own, touch };
};

/** The claim yielded while people were asked: it is held for publishing, or taken once more from whoever is done with it. */
const holdAgain = async ({ journal, clock }: Used, { run }: RunState): Promise<void> => {
  const owner = run.execution.id;
  if (await journal.setYielding(run.datastore, owner, false)) return;
  const claim = { owner, since: clock.now().toISOString(), yielding: false };
  if (!(await journal.claim(run.datastore, { claim, from: undefined })))
    throw new ClaimLost(`another run took ${run.datastore} over while people were asked`);
};

/** This run's own noted call. Without one nothing was promoted, whatever `PromoteRegion` ended with. */
const ownIntent = ({ intent, claim }: Incident, owner: string, error: CaughtError | undefined): Intent => {
  if (intent?.owner === owner) return intent;
  if (error?.Error === 'ClaimLost' || (claim && claim.owner !== owner))
    throw new ClaimLost(error ? sentenceOf(error) : `${claim?.owner} holds the datastore`);
  if (error?.Error === 'PlanChanged') throw new PlanChanged(sentenceOf(error));
  throw new PromotionNotCalled(error ? `${error.Error}: ${sentenceOf(error)}` : 'no call is noted in the journal');
};

const describe = ({ name, message }: Error): string => `${name}: ${message}`;

export const checkPromotionStep = step(StepInput, { clock, functions, journal, secrets, topology }, checkPromotion);
export const handler = deployed(checkPromotionStep);
