import { expect, test } from '@jest/globals';
import { n09 } from '../../../sandbox/checkers/n09-switch.ts';
import { at, effect, failover, found, west, without } from './a-run.ts';

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
    expect(found(n09, [turned(10, word), ...failover()])).toHaveLength(1);
  },
);

test('turned a moment before the call: the run may not have known', () => {
  expect(found(n09, [turned(50, 'off'), ...failover()])).toEqual([]);
});

test('a switch that was over', () => {
  const over = JSON.stringify({ automation: 'off', until: new Date(at(30)).toISOString() });
  const lasting = JSON.stringify({ automation: 'off', until: new Date(at(300)).toISOString() });
  expect(found(n09, [turned(10, over), ...failover()])).toEqual([]);
  expect(found(n09, [turned(10, lasting), ...failover()])).toHaveLength(1);
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
