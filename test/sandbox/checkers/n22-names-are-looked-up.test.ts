import { expect, test } from '@jest/globals';
import { n22 } from '../../../sandbox/checkers/n22-names-are-looked-up.ts';
import { called, failover, found, west } from './a-run.ts';

const hostile = ['sessions"}\n{"x', '../../etc'];
const call = (name: string, input: Readonly<Record<string, unknown>>) =>
  called(1, name, { handler: 'OpenIncident', region: west, input });

test('nothing hostile was sent, or it went nowhere', () => {
  expect(found(n22, failover(), { hostile })).toEqual([]);
});

test('people read what was refused, and no service is told it as a name', () => {
  expect(found(n22, [call('sns:Publish', { Message: `refused: ${hostile[1]}` })], { hostile })).toEqual([]);
  expect(found(n22, [call('ssm:GetParameter', { Name: `/failover/${hostile[1]}/switch` })], { hostile })).toEqual([
    'ssm:GetParameter at 1.0 s carried "../../etc", which came from outside',
  ]);
  expect(found(n22, [call('dynamodb:GetItem', { Key: { datastore: { S: hostile[0] } } })], { hostile })).toHaveLength(
    1,
  );
});

test('a Redis command is no place for it either', () => {
  const command = { at: 0, kind: 'redis' as const, name: 'SET', detail: { key: hostile[1] } };
  expect(found(n22, [command], { hostile })).toHaveLength(1);
});
