import type { Scenario, Stage } from '../stage/stage.ts';
import { attempt, losePrimary, minute, staysFor, untilPaged, untilPublished } from './moves.ts';

const policy = { automation: 'approve' } as const;

const untilAsked = async (stage: Stage): Promise<void> => {
  losePrimary(stage);
  await untilPaged(stage, 'APPROVE?');
};

/** A person moves the primary while all is well: everything that speaks against it must be named, and a second person agrees. */
const everything = ['DataStillArriving', 'TooFewConfirmations', 'NotPersistent', 'DataUnknown', 'LossAboveLimit'];

/** People who are asked, answer, do not answer, or answer twice. */
export const approvals: readonly Scenario[] = [
  {
    name: 'approval-given',
    about: 'The policy asks people first, and they approve: it is promoted and published.',
    policy,
    play: async (stage) => {
      await untilAsked(stage);
      await stage.people.approve(stage.preferred, 'ann');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'approval-declined',
    about: 'People decline: nothing is promoted, and nobody asks the same again at once.',
    policy,
    play: async (stage) => {
      await untilAsked(stage);
      await stage.people.refuse(stage.preferred, 'ann');
      await staysFor(stage, 10 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'approval-expired-and-asked-again',
    about: 'Nobody answers the first request; a situation that stays bad is asked again, and that answer counts.',
    policy,
    play: async (stage) => {
      await untilAsked(stage);
      await staysFor(stage, 17 * minute);
      await untilPaged(stage, 'nobody answered the request for approval in time');
      const before = stage.see.pages().length;
      await stage
        .until('people are asked again', () => stage.see.pages().slice(before).some(isRequest), { within: 40 * minute })
        .catch(() => {});
      await attempt(() => stage.people.approve(stage.preferred, 'ann'));
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'approval-late',
    about:
      'The answer comes after its request has expired, when its outage is over: AWS or we refuse it, nothing is promoted.',
    policy: { automation: 'approve', approval: 120 },
    play: async (stage) => {
      await untilAsked(stage);
      await stage.advance(minute);
      stage.network.heal(stage.primary);
      await stage.advance(3 * minute);
      await attempt(() => stage.people.approve(stage.preferred, 'ann'));
      await staysFor(stage, 3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'approval-given-twice',
    about: 'Two people answer the same request: it counts once.',
    policy,
    play: async (stage) => {
      await untilAsked(stage);
      await stage.people.approve(stage.preferred, 'ann');
      await attempt(() => stage.people.approve(stage.preferred, 'bob'));
      await untilPublished(stage);
      await attempt(() => stage.people.approve(stage.preferred, 'bob'));
      await stage.advance(2 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'approval-for-an-epoch-that-was-taken',
    about: 'Before the answer comes, a higher epoch is published elsewhere: the answer allows nothing any more.',
    shape: 'three',
    policy,
    play: async (stage) => {
      await untilAsked(stage);
      const record = stage.see.published('eu-central-1');
      const taken = JSON.stringify({ ...record, epoch: { counter: 7, region: stage.primary } });
      await stage.people.putParameter('eu-central-1', '/failover/sessions/endpoint', taken);
      await stage.people.approve(stage.preferred, 'ann');
      await staysFor(stage, 2 * minute);
      await stage.people.putParameter('eu-central-1', '/failover/sessions/endpoint', JSON.stringify(record));
      stage.network.heal(stage.primary);
      await staysFor(stage, 2 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'approval-after-the-primary-is-back',
    about:
      'People approve when the primary has been back for a minute: everything is read again, and nothing is promoted.',
    policy,
    play: async (stage) => {
      await untilAsked(stage);
      stage.network.heal(stage.primary);
      await stage.advance(minute);
      await attempt(() => stage.people.approve(stage.preferred, 'ann'));
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'second-person-approves',
    about:
      'A person overrides what speaks against moving a healthy primary, and another one approves minutes later, by the seed: it is moved once.',
    play: async (stage) => {
      await stage.people.start(stage.preferred, { override: everything, requestedBy: 'ann', reason: 'maintenance' });
      await untilPaged(stage, 'APPROVE?', 10 * minute);
      await stage.advance(10 * stage.random() * minute);
      await stage.people.approve(stage.preferred, 'bob');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'first-person-approves-themself',
    about: 'Who started a data-losing override approves it too: two people decide this, so nothing is promoted.',
    play: async (stage) => {
      await stage.people.start(stage.preferred, { override: everything, requestedBy: 'ann', reason: 'maintenance' });
      await untilPaged(stage, 'APPROVE?', 10 * minute);
      await stage.people.approve(stage.preferred, 'ann');
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'human-run-takes-over-one-that-waits',
    about:
      'While people are asked, a person starts a run of their own: it takes the claim over, and the old request is void.',
    policy,
    play: async (stage) => {
      await untilAsked(stage);
      await stage.people.start(stage.preferred, { requestedBy: 'ann' });
      await untilPublished(stage);
      await attempt(() => stage.people.approve(stage.preferred, 'bob'));
      await stage.advance(2 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
];

const isRequest = ({ detail }: { readonly detail?: Readonly<Record<string, unknown>> }): boolean =>
  String(detail?.subject).startsWith('APPROVE?');
