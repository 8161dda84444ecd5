import { expect, test } from '@jest/globals';
import { checks, judge } from '../../sandbox/drill/checks.ts';
import type { Observation } from '../../sandbox/drill/observation.ts';
import { east, endpointOf, west } from '../support/sessions.ts';
import { aDrill, at, changed, effect, entry, history, published, put, stored, withWrites, write } from './a-drill.ts';

const without = (...names: readonly string[]) => history.filter(({ name }) => !names.includes(name));
const clientsWith = (change: (client: Observation['clients'][number]) => Partial<Observation['clients'][number]>) =>
  aDrill().clients.map((client) => ({ ...client, ...change(client) }));
const onlyIn = (region: string) =>
  clientsWith(({ writes }) => ({ writes: writes.filter((one) => one.region === region) }));

/** Each row: the check that must notice, what went wrong, and a word of what it says. */
const violating: readonly (readonly [check: string, wrong: string, change: Partial<Observation>, says: RegExp])[] = [
  ['clients-felt-it', 'a client that wrote nothing before', { clients: onlyIn(west) }, /never wrote to us-east-1/],
  ['clients-felt-it', 'a client beside the blackout', { clients: clientsWith(() => ({ errors: 0 })) }, /saw no error/],
  [
    'promoted-for-cause',
    'an early promotion',
    { entries: [effect(-5, 'elasticache:promotion-accepted', west), ...history] },
    /5000 ms before/,
  ],
  [
    'no-promise-broken',
    'a promotion that nobody confirmed',
    { broken: [{ id: 'N1', at: at(1), what: 'nothing spoke for an outage' }] },
    /N1: nothing spoke for an outage/,
  ],
  ['promoted-for-cause', 'no blackout', { entries: without('blackout') }, /no blackout/],
  ['promoted-once', 'no promotion', { entries: without('elasticache:promoted') }, /0 promotions took effect/],
  [
    'promoted-once',
    'two accepted',
    { entries: [...history, effect(55, 'elasticache:promotion-accepted', west)] },
    /2 promotions were accepted/,
  ],
  [
    'promoted-once',
    'two took effect',
    { entries: [...history, effect(55, 'elasticache:promoted', west)] },
    /2 promotions took effect/,
  ],
  [
    'promoted-heir',
    'another Region',
    { entries: [...history, effect(65, 'elasticache:promoted', east)] },
    /us-east-1 was promoted/,
  ],
  [
    'parameters-agree',
    'the old Region did not follow',
    { published: { [east]: published(east, 1), [west]: published(west) } },
    /us-east-1 names us-east-1/,
  ],
  [
    'parameters-agree',
    'another epoch',
    { published: { [east]: published(west, 3), [west]: published(west) } },
    /epoch 3 us-west-2/,
  ],
  [
    'parameters-agree',
    'nothing published',
    { published: { [west]: published(west) } },
    /us-east-1 has no published record/,
  ],
  [
    'record-agrees',
    'the old endpoint',
    { record: { target: endpointOf(east), epoch: `2 ${west}` } },
    /leads to sessions-use1/,
  ],
  ['record-agrees', 'the old epoch', { record: { target: endpointOf(west), epoch: `1 ${east}` } }, /says 1 us-east-1/],
  ['record-agrees', 'no record', { record: { target: undefined, epoch: undefined } }, /leads to nothing/],
  ['clients-came-back', 'a client that stayed away', { clients: onlyIn(east) }, /never wrote to us-west-2/],
  [
    'clients-came-back',
    'a client that went silent',
    { clientsStoppedAt: at(80) },
    /no acknowledgement in its last 11000 ms/,
  ],
  [
    'clients-came-back',
    'a client that went back',
    { clients: withWrites(write('x', 69.5, east)) },
    /ended at us-east-1/,
  ],
  ['no-late-writes', 'a write to the deposed primary', { clients: withWrites(write('x', 61, east)) }, /2 writes/],
  [
    'loss-within-bound',
    'an old write is gone',
    { stored: stored(withWrites().flatMap(({ writes }) => writes.filter((one) => one.at !== at(-10)))) },
    /6000 ms before the recovery point/,
  ],
  [
    'loss-within-bound',
    'a write of the new primary is gone',
    { stored: stored(withWrites().flatMap(({ writes }) => writes.filter((one) => one.at !== at(58)))) },
    /acknowledged by us-west-2, is gone/,
  ],
  [
    'loss-within-bound',
    'no recovery point was told',
    { entries: without('SUCCEEDED'), stored: new Map() },
    /no recovery point/,
  ],
  [
    'times-to-live-survive',
    'they began anew',
    { stored: new Map([...aDrill().stored].map(([key, each]) => [key, { ...each, timeToLiveMs: 600_000 }])) },
    /600000 ms left/,
  ],
  [
    'times-to-live-survive',
    'they are gone',
    { stored: new Map([...aDrill().stored].map(([key, each]) => [key, { ...each, timeToLiveMs: -1 }])) },
    /-1 ms left/,
  ],
  ['times-to-live-survive', 'nothing survived', { stored: new Map() }, /no key/],
  ['old-primary-follows', 'never demoted', { entries: without('elasticache:demoted') }, /not demoted/],
  ['old-primary-follows', 'never healed', { entries: without('heal') }, /never healed/],
  ['old-primary-follows', 'no link', { oldPrimaryLink: 'down' }, /is down/],
  [
    'old-primary-silent',
    'it publishes itself',
    { entries: [...history, put(63, east, published(east, 3))] },
    /us-east-1 published us-east-1/,
  ],
  [
    'old-primary-silent',
    'the record goes back',
    { entries: [...history, changed(63, `3 ${east}`)] },
    /lead to us-east-1/,
  ],
  ['executions-ended', 'none started', { entries: without('RUNNING', 'SUCCEEDED') }, /no execution/],
  ['executions-ended', 'one still runs', { entries: without('SUCCEEDED') }, /one is still running/],
  [
    'executions-ended',
    'one failed',
    {
      entries: [
        ...history,
        entry(58, { kind: 'execution', region: west, name: 'FAILED', detail: { execution: 'one', error: 'X' } }),
      ],
    },
    /FAILED: X/,
  ],
  [
    'functions-healthy',
    'a function failed',
    {
      entries: [
        ...history,
        entry(58, {
          kind: 'function',
          region: west,
          name: 'Probe',
          detail: { functionError: 'Unhandled', error: 'boom' },
        }),
      ],
    },
    /Probe in us-west-2: boom/,
  ],
  ['people-were-told', 'silence', { entries: history.filter(({ kind }) => kind !== 'page') }, /no page/],
];

test('a drill in which everything held violates nothing', () => {
  expect(judge(aDrill()).filter(({ held }) => !held)).toEqual([]);
});

test.each(violating)('%s notices: %s', (check, _, change, says) => {
  const verdict = judge(aDrill(change)).find((each) => each.check === check);
  expect(verdict).toMatchObject({ held: false });
  expect(verdict?.violations.join('\n')).toMatch(says);
});

test('every check has noticed something', () => {
  expect(new Set(violating.map(([check]) => check))).toEqual(new Set(checks.map(({ name }) => name)));
});

test('a write lost in the moment before the blackout is a loss, not a defect', () => {
  const kept = aDrill().clients.flatMap(({ writes }) => writes.filter((one) => one.at !== at(-1)));
  expect(judge(aDrill({ stored: stored(kept) })).filter(({ held }) => !held)).toEqual([]);
});

test('a failed function in the dark Region is no defect', () => {
  const died = entry(5, { kind: 'function', region: east, name: 'Probe', detail: { functionError: 'Unhandled' } });
  expect(judge(aDrill({ entries: [...history, died] })).filter(({ held }) => !held)).toEqual([]);
});

test('a thousand violations are told by their first ten', () => {
  const verdict = judge(aDrill({ stored: new Map() })).find(({ check }) => check === 'loss-within-bound');
  expect(verdict?.violations.length).toBeLessThanOrEqual(10);
});
