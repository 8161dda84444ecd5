import { expect, test } from '@jest/globals';
import { lineOf } from '../../sandbox/drill/timeline.ts';
import { east, west } from '../support/sessions.ts';
import { effect, entry, published, put, scene } from './a-drill.ts';

test.each([
  ['the blackout', entry(0, { kind: 'fault', name: 'blackout', detail: { region: east } }), 'BLACKOUT us-east-1'],
  ['the parameter', put(54, west, published(west)), 'us-west-2  parameter says us-west-2, epoch 2 us-west-2'],
  [
    'the outcome',
    entry(56, {
      kind: 'execution',
      region: west,
      name: 'SUCCEEDED',
      detail: { output: '{"outcome":"lossy","reason":"it works"}' },
    }),
    'us-west-2  workflow SUCCEEDED: lossy, it works',
  ],
  [
    'a client that lost its primary',
    entry(1, { kind: 'client', region: 'eu-west-1', name: 'record', detail: { state: 'lost', host: '127.0.1.1' } }),
    'eu-west-1  the record client lost 127.0.1.1',
  ],
])('tells of %s', (_, told, line) => {
  expect(lineOf(told, scene)).toBe(line);
});

test.each([
  ['a call', entry(1, { kind: 'call', name: 'ssm:GetParameter' })],
  ['a state that is left', entry(1, { kind: 'state', name: 'Decide', detail: { at: 'exited', type: 'Task' } })],
  [
    'an alarm that gets its first data',
    entry(1, { kind: 'alarm', name: 'x', detail: { from: 'INSUFFICIENT_DATA', to: 'OK' } }),
  ],
  ["somebody else's parameter", effect(1, 'ssm:PutParameter', west, { parameter: '/other', value: 'x' })],
])('leaves out %s', (_, told) => {
  expect(lineOf(told, scene)).toBeUndefined();
});
