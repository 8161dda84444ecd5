import type { Scenario } from '../../stage/stage.ts';
import { MINUTE_MS, promotionIn, published, scenario, TIME_TO_ACT_MS, write } from './parts.ts';

/** What goes wrong once something is done. */
export const acting: readonly Scenario[] = [
  scenario('role-before-writes', 'The new primary has its role a minute and a half before it takes writes.', {
    play: async (stage) => {
      Object.assign(stage.elasticache.delays, { promotionVisible: 10_000, promotionWritable: 100_000 });
      stage.network.blackout(stage.primary);
      await published(stage, stage.preferred, stage.preferred);
    },
    expect: { promotions: 1 },
  }),
  scenario('answer-lost', 'The answer to the promotion is lost: it is read, and not sent again.', {
    play: async (stage) => {
      const operation = 'FailoverGlobalReplicationGroup';
      stage.faults.add({ operation, callers: 'functions', times: 1 }, { kind: '500-after' });
      stage.network.blackout(stage.primary);
      await published(stage, stage.preferred, stage.preferred);
    },
    expect: { promotions: 1 },
  }),
  scenario('call-crashes', 'The function that promotes dies after its call.', {
    play: async (stage) => {
      const operation = 'FailoverGlobalReplicationGroup';
      stage.faults.add({ operation, callers: 'functions', times: 1 }, { kind: 'crash-after' });
      stage.network.blackout(stage.primary);
      await published(stage, stage.preferred, stage.preferred);
    },
    expect: { promotions: 1 },
  }),
  scenario('switched-off-meanwhile', 'People turn the switch off between the promotion and its publication.', {
    play: async (stage) => {
      const { people, network, primary, preferred } = stage;
      network.blackout(primary);
      network.route53('up');
      await promotionIn(stage);
      await people.turnSwitch(preferred, 'off');
      await stage.advance(TIME_TO_ACT_MS);
      network.heal(primary);
      await people.turnSwitch(preferred, undefined);
    },
    expect: { promotions: 1, pages: ['SwitchedOff'] },
  }),
  scenario('by-hand-before-writes', 'People promote a Region that has its role long before it takes writes.', {
    play: async (stage) => {
      Object.assign(stage.elasticache.delays, { promotionVisible: 10_000, promotionWritable: 3 * MINUTE_MS });
      await stage.people.promote(stage.preferred);
      await published(stage, stage.preferred, stage.preferred);
    },
    expect: { promotions: 0 },
  }),
  scenario('written-meanwhile', 'Somebody publishes a higher epoch between the promotion and its publication.', {
    play: async (stage) => {
      const { primary, preferred } = stage;
      stage.network.blackout(primary);
      await promotionIn(stage);
      await write(stage, preferred, { epoch: { counter: 50, region: primary } });
      await stage.advance(TIME_TO_ACT_MS);
    },
    expect: { promotions: 1, converges: false },
  }),
  scenario('stale-return', 'The old primary comes back, and takes itself for the primary for minutes.', {
    play: async (stage) => {
      Object.assign(stage.elasticache.delays, { viewConvergence: 4 * MINUTE_MS, resync: 4 * MINUTE_MS });
      stage.network.blackout(stage.primary);
      await published(stage, stage.preferred, stage.preferred);
      await stage.advance(MINUTE_MS);
      stage.network.heal(stage.primary);
      await stage.advance(6 * MINUTE_MS);
    },
    expect: { promotions: 1 },
  }),
  scenario('reconcile-dies', 'Reconcile dies with the claim in its hands.', {
    play: async (stage) => {
      const operation = 'ChangeResourceRecordSets';
      stage.faults.add({ operation, callers: 'functions', times: 1 }, { kind: 'crash-before' });
      await stage.people.deleteEpochRecord();
      await stage.advance(TIME_TO_ACT_MS);
    },
  }),
  scenario(
    'frozen-for-long',
    'The caches of the primary are frozen for an hour and a half, and nobody answers the requests for approval.',
    {
      policy: { automation: 'approve', approval: 60 },
      play: async (stage) => {
        stage.caches.pause(stage.primary);
        await stage.advance(95 * MINUTE_MS);
        stage.caches.resume(stage.primary);
      },
      expect: { promotions: 0 },
    },
  ),
];
