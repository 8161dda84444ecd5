import { expect, test } from '@jest/globals';
import { publishedIn } from '../../sandbox/drill/observe.ts';
import { recordOf } from '../support/readings.ts';
import { east, west } from '../support/sessions.ts';

test('what no Region published, or a person overwrote with nonsense, is no record, and no error', () => {
  const values: Readonly<Record<string, string>> = {
    [east]: JSON.stringify(recordOf(east, 3)),
    [west]: 'test',
    'eu-west-1': '{"primary":"evil.example.com"}',
  };
  const world = { ssm: { value: (region: string) => values[region] } };
  const scene = { members: [east, west, 'eu-west-1', 'eu-central-1'], parameter: '/failover/sessions/endpoint' };
  expect(publishedIn(world, scene)).toEqual({ [east]: recordOf(east, 3) });
});
