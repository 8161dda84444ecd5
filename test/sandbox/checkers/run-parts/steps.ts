import type { Entry } from '../../../../sandbox/history.ts';
import { at, called, type Detail, east, effect, entryAt, instant, roleOf, west } from './entries.ts';
import { claim, incident, intent, run } from './values.ts';

export const started = (seconds: number, { name = 'sessions-1', region = west, input = {} as Detail } = {}): Entry =>
  entryAt(seconds, {
    kind: 'execution',
    region,
    name: 'RUNNING',
    detail: {
      execution: name,
      stateMachine: 'failover',
      input: JSON.stringify({ datastore: 'sessions', requestedBy: 'alarm', ...input }),
    },
  });
export const ended = (
  seconds: number,
  status: string,
  { name = 'sessions-1', region = west, output = {} as Detail, error = '' } = {},
): Entry =>
  entryAt(seconds, {
    kind: 'execution',
    region,
    name: status,
    detail: { execution: name, ...(status === 'SUCCEEDED' ? { output: JSON.stringify(output) } : { error }) },
  });

/** ElastiCache accepts a promotion. By people where `handler` is `people`. */
export const accepted = (
  seconds: number,
  { to = west, from = east, handler = 'PromoteRegion', requestId = 'promotion' } = {},
): Entry =>
  effect(seconds, 'elasticache:promotion-accepted', {
    region: to,
    group: 'ldgnf-sessions',
    target: to === west ? 'sessions-usw2' : 'sessions-use1',
    to,
    from,
    principal: handler === 'people' ? 'administrator' : roleOf(to, handler),
    requestId,
  });
const clusterIn = (region: string): string => (region === west ? 'sessions-usw2' : 'sessions-use1');
export const promoted = (seconds: number, region = west): Entry[] => [
  effect(seconds, 'elasticache:promoted', { region, group: 'ldgnf-sessions', primary: clusterIn(region) }),
  effect(seconds, 'elasticache:writable', { region, group: 'ldgnf-sessions', cluster: clusterIn(region) }),
];
export const demoted = (seconds: number, region = east): Entry =>
  effect(seconds, 'elasticache:demoted', { region, group: 'ldgnf-sessions', cluster: clusterIn(region) });

const group = { GlobalReplicationGroupId: 'ldgnf-sessions' };
/** The step that promotes: it reads everything again, notes the call, and calls. */
export const promotes = (seconds: number, { counter = 2, name = 'sessions-1' } = {}): Entry[] => {
  const step = { handler: 'PromoteRegion', region: west, invocation: `promote-${name}` };
  const { requestId } = { requestId: `promotion-${name}` };
  const noted = { claim: claim(run(name)), intent: intent(counter, { owner: run(name), calledAt: instant(seconds) }) };
  return [
    called(seconds - 1, 'elasticache:DescribeGlobalReplicationGroups', { ...step, input: group }),
    called(seconds - 1, 'ssm:GetParameter', {
      ...step,
      input: { Name: '/failover/sessions/switch' },
      outcome: 'ParameterNotFound',
    }),
    called(seconds - 1, 'lambda:Invoke', { ...step, input: { FunctionName: 'failover-TouchCache-sessions' } }),
    incident(seconds - 0.1, {
      before: { claim: claim(run(name)), epoch: { counter: counter - 1, region: east } },
      after: { ...noted, epoch: { counter, region: west } },
      handler: 'PromoteRegion',
    }),
    accepted(seconds, { requestId }),
    called(seconds + 0.1, 'elasticache:FailoverGlobalReplicationGroup', {
      ...step,
      input: group,
      requestId,
      sentAt: seconds,
    }),
    entryAt(seconds + 0.2, {
      kind: 'function',
      region: west,
      name: 'failover-PromoteRegion',
      detail: { phase: 'answered', requestId: step.invocation, execution: name },
    }),
  ];
};

export const confirmation = (by: string, verdict: string, outside = false) => ({ by, verdict, outside, detail: by });
/** A decision that `AssessHealth` answered, with its evidence. */
export const decided = (seconds: number, more: Detail = {}): Entry => {
  const evidence = {
    readFrom: at(seconds - 1),
    readAt: at(seconds),
    here: west,
    trigger: 'automatic',
    override: [],
    automation: 'auto',
    roles: { primary: east, here: 'SECONDARY', disagree: [] },
    dataArriving: { verdict: 'stopped', detail: 'nothing moves' },
    badSince: at(20),
    confirmations: [confirmation('ownReach', 'down'), confirmation('primaryApi', 'down', true)],
    target: { faults: [], lossBoundMs: 1000 },
    ...more,
  };
  const decision = { action: 'promote', reason: 'an outage', objections: [], waived: [] };
  const detail = { requestId: 'assess', execution: 'sessions-1', decision, evidence, next: 'promote' };
  return entryAt(seconds, { kind: 'decision', region: west, name: 'failover-AssessHealth', detail });
};
