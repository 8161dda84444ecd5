import config from '../../../failover.config.ts';
import { endpointNames } from '../../../sandbox/aws/services/elasticache.ts';
import { type Checker, checkAll, describeViolation, type RunRecord, type Truth } from '../../../sandbox/checkers.ts';
import type { Entry } from '../../../sandbox/history.ts';

export const east = 'us-east-1';
export const west = 'us-west-2';
export const witness = 'eu-west-1';

const START = Date.parse('2026-11-23T08:00:00Z');
/** Seconds into the run. */
export const at = (seconds: number): number => START + Math.round(seconds * 1000);
const instant = (seconds: number): string => new Date(at(seconds)).toISOString();

type Detail = Readonly<Record<string, unknown>>;
type Made = Omit<Entry, 'at'>;
/** An entry at some second of the run. */
export const entryAt = (seconds: number, entry: Made): Entry => ({ at: at(seconds), ...entry });

const roleOf = (region: string, handler: string): string =>
  `arn:aws:iam::${config.account}:role/failover-${region}-${handler}Role-1`;

/** A call by a function of ours, of one invocation, and what it is called by the effect that it causes. */
export interface Called {
  readonly handler: string;
  readonly region: string;
  /** @default the Region of the caller */
  readonly to?: string;
  readonly invocation?: string;
  readonly input?: Detail;
  readonly outcome?: string;
  readonly requestId?: string;
  readonly sentAt?: number;
}

export const called = (seconds: number, name: string, call: Called): Entry => {
  const { handler, region, to = region, invocation = handler, input = {}, outcome = 'OK', requestId = '' } = call;
  const sentAt = call.sentAt === undefined ? at(seconds) : at(call.sentAt);
  const principal = roleOf(region, handler);
  const who = { from: region, principal, function: `failover-${handler}`, invocation };
  return entryAt(seconds, { kind: 'call', region: to, name, detail: { ...who, outcome, requestId, sentAt, input } });
};

export const effect = (seconds: number, name: string, { region, ...detail }: Detail & { region?: string }): Entry =>
  entryAt(seconds, { kind: 'effect', ...(region !== undefined && { region }), name, detail });

export const fault = (seconds: number, name: string, detail: Detail = {}): Entry =>
  entryAt(seconds, { kind: 'fault', name, detail });

export const ranFunction = (
  seconds: number,
  handler: string,
  { region, ...detail }: Detail & { region: string },
): Entry =>
  entryAt(seconds, {
    kind: 'function',
    region,
    name: `failover-${handler}`,
    detail: { phase: 'end', requestId: handler, durationMs: 500, ...detail },
  });

export const page = (seconds: number, region: string, { subject = 'sessions', message = 'sessions' } = {}): Entry =>
  entryAt(seconds, { kind: 'page', region, name: 'failover', detail: { subject, message } });

export const alarm = (seconds: number, name: string, { region = west, to = 'ALARM', forced = false } = {}): Entry =>
  entryAt(seconds, { kind: 'alarm', region, name, detail: { from: 'OK', to, forced } });

const hosts: Record<string, { readonly primary: string }> = {
  [east]: { primary: endpointNames({ region: east, id: 'sessions-use1' }).primary ?? '' },
  [west]: { primary: endpointNames({ region: west, id: 'sessions-usw2' }).primary ?? '' },
};
export const hostOf = (region: string): string => hosts[region]?.primary ?? 'nowhere.example.com';

/** A published record. */
export const published = (counter: number, region: string, more: Detail = {}): string =>
  JSON.stringify({
    datastore: 'sessions',
    epoch: { counter, region },
    port: 6379,
    primary: hostOf(region),
    primaryRegion: region,
    tls: false,
    ...more,
  });

/** A Region's parameter comes to hold a value. */
export const put = (
  seconds: number,
  region: string,
  { value, before, handler = 'Reconcile' }: { value: string; before?: string; handler?: string },
): Entry =>
  effect(seconds, 'ssm:PutParameter', {
    region,
    parameter: '/failover/sessions/endpoint',
    value,
    ...(before !== undefined && { before: { value: before, version: 1 } }),
    principal: handler === 'people' ? 'administrator' : roleOf(region, handler),
  });

export interface Change {
  readonly action: string;
  readonly type: 'CNAME' | 'TXT';
  readonly value: string;
}
const named = ({ action, type, value }: Change) => ({
  action,
  name: type === 'TXT' ? '_failover.sessions.example.internal.' : 'sessions.example.internal.',
  type,
  ttl: 5,
  values: value === '' ? [] : [value],
});
export const batch = (
  seconds: number,
  changes: readonly Change[],
  { by = west, before = [] as readonly Change[] } = {},
) => {
  const requestId = `batch-${seconds}`;
  return [
    effect(seconds, 'route53:ChangeResourceRecordSets', {
      region: east,
      zone: 'Z0SESSIONS0EXAMPLE',
      changes: changes.map(named),
      before: before.map(named),
      principal: roleOf(by, 'Reconcile'),
      requestId,
    }),
    called(seconds, 'route53:ChangeResourceRecordSets', { handler: 'Reconcile', region: by, to: east, requestId }),
  ];
};

export const claim = (owner: string, yielding = false) => ({ owner, since: instant(0), yielding });
export const run = (name = 'sessions-1'): string =>
  `arn:aws:states:${west}:${config.account}:execution:failover:${name}`;
export const intent = (counter: number, more: Detail = {}) => ({
  epoch: { counter, region: west },
  owner: run(),
  from: east,
  to: west,
  kind: 'promote',
  calledAt: instant(65),
  lossBoundMs: 1000,
  replaces: [],
  ...more,
});

/** The item that runs compete for changes in a Region. */
export const incident = (
  seconds: number,
  {
    region = west,
    before = {},
    after = {},
    handler = 'OpenIncident',
    requestId = '',
  }: {
    region?: string;
    before?: Detail;
    after?: Detail;
    handler?: string;
    requestId?: string;
  },
): Entry =>
  effect(seconds, 'dynamodb:UpdateItem', {
    region,
    table: 'journal',
    key: { datastore: 'sessions', item: 'incident' },
    before,
    after,
    principal: roleOf(region, handler),
    requestId,
  });

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

const first: Entry[] = [
  ranFunction(0.5, 'TouchCache', { region: east }),
  put(1, east, { value: published(1, east) }),
  ...batch(
    1.2,
    [
      { action: 'CREATE', type: 'CNAME', value: hostOf(east) },
      { action: 'CREATE', type: 'TXT', value: `"1 ${east}"` },
    ],
    { by: east },
  ),
  put(2, west, { value: published(1, east) }),
];

const outage: Entry[] = [
  fault(20, 'blackout', { region: east }),
  alarm(60, 'failover-sessions-data-arriving'),
  alarm(60, 'failover-sessions-primary-reachable'),
  alarm(60, 'failover-sessions-primary-down'),
  page(60, west, { subject: 'ALARM: "failover-sessions-primary-down"' }),
  called(61, 'monitoring:DescribeAlarms', { handler: 'ReceiveAlarm', region: west }),
  called(61.2, 'states:StartExecution', {
    handler: 'ReceiveAlarm',
    region: west,
    input: { name: 'sessions-1', input: JSON.stringify({ datastore: 'sessions', requestedBy: 'alarm' }) },
  }),
  started(61.1),
  incident(62, { after: { claim: claim(run()), epoch: { counter: 1, region: east } } }),
  decided(63),
];

const cutover: Entry[] = [
  ...promotes(65),
  ...promoted(66),
  ranFunction(67, 'TouchCache', { region: west }),
  incident(67.5, {
    before: { claim: claim(run()), intent: intent(2), epoch: { counter: 2, region: west } },
    after: { claim: claim(run()), intent: intent(2, { verifiedAt: instant(67) }), epoch: { counter: 2, region: west } },
    handler: 'CheckPromotion',
  }),
  put(68, west, { value: published(2, west), before: published(1, east), handler: 'PublishParameters' }),
  page(69, west, { subject: 'DEGRADED: FAILED OVER: sessions' }),
  incident(69.5, {
    before: { claim: claim(run()), intent: intent(2), epoch: { counter: 2, region: west } },
    after: { intent: intent(2), epoch: { counter: 2, region: west } },
    handler: 'CloseIncident',
  }),
  ended(70, 'SUCCEEDED', { output: { outcome: 'lossy', degraded: ['the DNS record was not changed'] } }),
];

const after: Entry[] = [
  fault(90, 'heal', { region: east }),
  demoted(95),
  put(120, east, { value: published(2, west), before: published(1, east) }),
  ...batch(
    121,
    [
      { action: 'DELETE', type: 'CNAME', value: hostOf(east) },
      { action: 'DELETE', type: 'TXT', value: `"1 ${east}"` },
      { action: 'CREATE', type: 'CNAME', value: hostOf(west) },
      { action: 'CREATE', type: 'TXT', value: `"2 ${west}"` },
    ],
    {
      before: [
        { action: '', type: 'CNAME', value: hostOf(east) },
        { action: '', type: 'TXT', value: `"1 ${east}"` },
      ],
    },
  ),
];

/** Both Regions' `Reconcile`, once a minute between two seconds of the run. */
export const turns = (from: number, to: number, regions: readonly string[] = [east, west]): Entry[] =>
  Array.from({ length: Math.floor((to - from) / 60) }, (_, turn) => from + turn * 60).flatMap((seconds) =>
    regions.map((region) => ranFunction(seconds, 'Reconcile', { region, requestId: `turn-${region}-${seconds}` })),
  );

/** A Region lost, promoted once, published, healed and followed by all: nothing is wrong with it. */
export const failover = (): Entry[] => [...first, ...outage, ...cutover, ...after, ...turns(90, 1500)];
/** Published, and no more. */
export const calm = (): Entry[] => [...first];

export const recordOf = (entries: readonly Entry[], truth: Partial<Truth> = {}): RunRecord => ({
  entries: entries.toSorted((a, b) => a.at - b.at),
  config,
  truth: {
    startedAt: at(0),
    endedAt: at(1500),
    primaries: { sessions: east },
    hosts: { sessions: hosts },
    healedAt: at(90),
    ...truth,
  },
});

/** The sentences of one checker. */
export const found = ({ check }: Checker, entries: readonly Entry[], truth?: Partial<Truth>): string[] =>
  check(recordOf(entries, truth)).map(({ what }) => what);

export const foundByAll = (entries: readonly Entry[], truth?: Partial<Truth>): string[] =>
  checkAll(recordOf(entries, truth)).map(describeViolation);

/** The run without some of its entries. */
export const without = (entries: readonly Entry[], gone: (entry: Entry) => boolean): Entry[] =>
  entries.filter((entry) => !gone(entry));
