import type { ServiceId } from '../aws/service.ts';
import type { CallSite, Fault } from '../faults.ts';
import type { Scenario } from '../stage/stage.ts';
import { losePrimary, minute, staysFor, untilPublished, untilPublishedByLeave } from './moves.ts';

interface Failing {
  readonly name: string;
  /** Completes: "<about> while the primary Region is lost: …" */
  readonly about: string;
  readonly site: CallSite;
  readonly fault: Fault;
}

const heir = 'us-west-2';
const of = (service: ServiceId): CallSite => ({ service, region: heir, callers: 'functions' });

/** What a failover can do without: it is promoted and published while that fails. */
const dispensable: readonly Failing[] = [
  { name: 'sns-down', about: 'SNS of the heir fails', site: of('sns'), fault: { kind: '500-before' } },
  { name: 'sns-silent', about: 'SNS of the heir answers nothing', site: of('sns'), fault: { kind: 'timeout-before' } },
  {
    name: 'eventbridge-down',
    about: 'EventBridge of the heir fails',
    site: of('events'),
    fault: { kind: '500-before' },
  },
  {
    name: 'cloudwatch-down',
    about: 'CloudWatch of the heir fails',
    site: of('monitoring'),
    fault: { kind: '500-before' },
  },
  {
    name: 'cloudwatch-denied',
    about: 'CloudWatch of the heir denies',
    site: of('monitoring'),
    fault: { kind: 'deny' },
  },
  {
    name: 'dynamodb-throttled',
    about: 'DynamoDB of the heir throttles every other call',
    site: { ...of('dynamodb'), chance: 0.5 },
    fault: { kind: 'throttle' },
  },
  {
    name: 'dynamodb-answers-lost',
    about: 'One of five answers of DynamoDB of the heir is lost after its effect',
    site: { ...of('dynamodb'), chance: 0.2 },
    fault: { kind: '500-after' },
  },
  {
    name: 'ssm-throttled',
    about: 'Parameter Store of the heir throttles every third call',
    site: { ...of('ssm'), chance: 0.33 },
    fault: { kind: 'throttle' },
  },
  {
    name: 'ssm-answers-lost',
    about: 'One of five answers of Parameter Store of the heir is lost after its effect',
    site: { ...of('ssm'), chance: 0.2 },
    fault: { kind: '500-after' },
  },
  {
    name: 'elasticache-throttled',
    about: 'ElastiCache of the heir throttles every third call',
    site: { ...of('elasticache'), chance: 0.33 },
    fault: { kind: 'throttle' },
  },
  {
    name: 'lambda-throttled',
    about: 'Lambda of the heir throttles every fifth invocation',
    site: { ...of('lambda'), chance: 0.2 },
    fault: { kind: 'throttle' },
  },
  {
    name: 'everything-slow',
    about: 'Every call in the heir takes half a second longer',
    site: { region: heir, callers: 'functions' },
    fault: { kind: 'slow', ms: 500 },
  },
  {
    name: 'answers-truncated',
    about: 'One of twenty answers in the heir is cut off',
    site: { region: heir, callers: 'functions', chance: 0.05 },
    fault: { kind: 'truncated' },
  },
  {
    name: 'connections-reset',
    about: 'One of twenty connections in the heir is reset',
    site: { region: heir, callers: 'functions', chance: 0.05 },
    fault: { kind: 'reset' },
  },
];

/** What a decision cannot do without: nothing is promoted while it fails, and it is once that is over. */
const indispensable: readonly Failing[] = [
  { name: 'dynamodb-down', about: 'DynamoDB of the heir fails', site: of('dynamodb'), fault: { kind: '500-before' } },
  { name: 'dynamodb-denied', about: 'DynamoDB of the heir denies', site: of('dynamodb'), fault: { kind: 'deny' } },
  {
    name: 'elasticache-down-in-the-heir',
    about: 'ElastiCache of the heir fails as well',
    site: of('elasticache'),
    fault: { kind: '500-before' },
  },
  {
    name: 'lambda-down',
    about: 'Lambda of the heir accepts no invocation of ours',
    site: of('lambda'),
    fault: { kind: '500-before' },
  },
  { name: 'switch-denied', about: 'Parameter Store of the heir denies', site: of('ssm'), fault: { kind: 'deny' } },
];

/** AWS services of the Region that takes over, failing while it does. */
export const services: readonly Scenario[] = [
  ...dispensable.map(
    ({ name, about, site, fault }): Scenario => ({
      name: `${name}-in-a-loss`,
      about: `${about} while the primary Region is lost: it is promoted and published all the same, once.`,
      play: async (stage) => {
        stage.faults.add(site, fault);
        losePrimary(stage);
        // What fails by chance may fail the two looks that bound the loss.
        await (site.chance === undefined ? untilPublished(stage) : untilPublishedByLeave(stage));
      },
      expect: { promotions: 1, primary: heir },
    }),
  ),
  ...indispensable.map(
    ({ name, about, site, fault }): Scenario => ({
      name: `${name}-in-a-loss`,
      about: `${about} while the primary Region is lost: nothing is promoted without it, people are told, and once that is over it is, with their leave where nobody looked for so long.`,
      play: async (stage) => {
        const heal = stage.faults.add(site, fault);
        losePrimary(stage);
        await staysFor(stage, 8 * minute);
        heal();
        await untilPublishedByLeave(stage);
      },
      expect: { promotions: 1, primary: heir },
    }),
  ),
];
