import { expect, test } from '@jest/globals';
import { alarmState, knowsHeartbeat } from '../../sandbox/drill/ready.ts';
import { east, west } from '../support/sessions.ts';
import { effect, entry } from './a-drill.ts';

const remembered = (region: string, ...shards: readonly object[]) =>
  effect(-5, 'dynamodb:PutItem', region, { table: 'journal', after: { item: 'probe', shards } });
const moved = { shard: '0001', heartbeatCount: 2, heartbeatMovedAt: 1 };
const still = { shard: '0002', heartbeatCount: 1 };

test.each([
  ['nothing was written', [], false],
  ['the heartbeat moved on every shard', [remembered(west, moved)], true],
  ['it moved on one of two', [remembered(west, moved, still)], false],
  ['no shard was seen', [remembered(west)], false],
  ['another Region saw it', [remembered(east, moved)], false],
  ['the last look saw it move', [remembered(west, still), remembered(west, moved)], true],
  [
    'something else was written after it',
    [remembered(west, moved), effect(-4, 'dynamodb:PutItem', west, { after: { item: 'reconcile' } })],
    true,
  ],
])('Probe knows the heartbeat: %s', (_, entries, knows) => {
  expect(knowsHeartbeat(entries, west)).toBe(knows);
});

test("an alarm's state is the last it changed to, in its own Region", () => {
  const turned = (region: string, to: string) => entry(-5, { kind: 'alarm', region, name: 'a', detail: { to } });
  const entries = [turned(west, 'ALARM'), turned(west, 'OK'), turned(east, 'ALARM')];
  expect(alarmState(entries, { region: west, name: 'a' })).toBe('OK');
  expect(alarmState(entries, { region: west, name: 'b' })).toBeUndefined();
});
