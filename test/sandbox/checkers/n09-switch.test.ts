import { expect, test } from '@jest/globals';
import { n09 } from '../../../sandbox/checkers/n09-switch.ts';
import type { Entry } from '../../../sandbox/history.ts';
import {
  at,
  batch,
  called,
  east,
  effect,
  failover,
  found,
  hostOf,
  ranFunction,
  roleOf,
  started,
  west,
  without,
} from './a-run.ts';

const promoted = (entries: readonly Entry[]) => found(n09, entries).filter((what) => what.includes('was promoted'));

const turned = (seconds: number, value: string) =>
  effect(seconds, 'ssm:PutParameter', {
    region: west,
    parameter: '/failover/sessions/switch',
    value,
    principal: 'administrator',
  });

test('a switch that is not there leaves it as configured', () => {
  expect(found(n09, failover())).toEqual([]);
});

test.each(['off', 'observe', 'approve', 'nonsense', '{"automation":"off"}', '{"automation":"auto","since":1}x'])(
  'the switch at %s: no automatic promotion',
  (word) => {
    expect(promoted([turned(10, word), ...failover()])).toHaveLength(1);
  },
);

test('a switch that was taken away again', () => {
  const gone = effect(20, 'ssm:DeleteParameter', {
    region: west,
    parameter: '/failover/sessions/switch',
    principal: 'administrator',
  });
  expect(found(n09, [turned(10, 'off'), gone, ...failover()])).toEqual([]);
});

test('turned a moment before the call: the run may not have known', () => {
  expect(promoted([turned(50, 'off'), ...failover()])).toEqual([]);
});

test('a switch that was over', () => {
  const over = JSON.stringify({ automation: 'off', until: new Date(at(30)).toISOString() });
  const lasting = JSON.stringify({ automation: 'off', until: new Date(at(300)).toISOString() });
  expect(found(n09, [turned(10, over), ...failover()])).toEqual([]);
  expect(promoted([turned(10, lasting), ...failover()])).toHaveLength(1);
});

test('reading it failed, or it was not read: no promotion', () => {
  const denied = failover().map((entry) =>
    entry.name === 'ssm:GetParameter'
      ? { ...entry, detail: { ...entry.detail, outcome: 'AccessDeniedException' } }
      : entry,
  );
  expect(found(n09, denied)).toEqual([expect.stringContaining('reading the switch came to AccessDeniedException')]);
  expect(
    found(
      n09,
      without(failover(), ({ name }) => name === 'ssm:GetParameter'),
    ),
  ).toEqual([expect.stringContaining('it was not read')]);
});

test('turned off between the promotion and the publication: nothing more is changed, but by a person’s run', () => {
  const entries = [turned(42, 'off'), turned(100, 'auto'), ...failover()];
  expect(found(n09, entries)).toEqual([
    expect.stringMatching(/^us-west-2 published sessions by itself at .* although the switch was "off"$/),
  ]);
  const byPeople = entries.map((entry) =>
    entry.name === 'RUNNING'
      ? { ...entry, detail: { ...entry.detail, input: JSON.stringify({ datastore: 'sessions', requestedBy: 'ada' }) } }
      : entry,
  );
  expect(found(n09, byPeople)).toEqual([]);
});

const turnedOff = turned(5, 'off');
const byItself = (did: string) =>
  expect.stringMatching(new RegExp(`^us-west-2 ${did} sessions by itself at .* was "off"$`));

test('the record is changed while the switch is off: by whoever’s call, in the Region that it came from', () => {
  const change = batch(100, [{ action: 'CREATE', type: 'CNAME', value: hostOf(west) }]);
  expect(found(n09, [turned(20, 'auto'), ...change])).toEqual([]);
  expect(found(n09, [turned(90, 'off'), ...change])).toEqual([]);
  expect(found(n09, [turnedOff, ...change])).toEqual([byItself('changed the record of')]);
  expect(
    found(n09, [turnedOff, ...batch(100, [{ action: 'CREATE', type: 'CNAME', value: hostOf(west) }], { by: east })]),
  ).toEqual([]);
});

test('separated while the switch is off: by a run of its own only, whoever approved it', () => {
  const separated = (requestedBy: string) => [
    started(1, { input: { requestedBy } }),
    ranFunction(99, 'SeparateRegion', { region: west, requestId: 'SeparateRegion', execution: 'sessions-1' }),
    effect(100, 'elasticache:separation-accepted', {
      region: west,
      group: 'ldgnf-sessions',
      principal: roleOf(west, 'SeparateRegion'),
      requestId: 'separation',
    }),
    called(100, 'elasticache:DisassociateGlobalReplicationGroup', {
      handler: 'SeparateRegion',
      region: west,
      requestId: 'separation',
    }),
  ];
  expect(found(n09, separated('alarm'))).toEqual([]);
  expect(found(n09, [turnedOff, ...separated('alarm')])).toEqual([byItself('separated')]);
  expect(found(n09, [turnedOff, ...separated('ada')])).toEqual([]);
});
