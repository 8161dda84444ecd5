import { expect, test } from '@jest/globals';
import { type Chunk, type Generator, playChunk } from '../../sandbox/fuzz/chunk.ts';
import type { Ingress } from '../../sandbox/fuzz/ingress.ts';
import { ingresses } from '../../sandbox/fuzz/ingresses.ts';
import { mutated } from '../../sandbox/fuzz/mutation.ts';
import { errorViolations, violationsOf } from '../../sandbox/fuzz/oracles.ts';
import { planOf } from '../../sandbox/fuzz/plan.ts';
import { canarySecret } from '../../sandbox/fuzz/samples.ts';
import { type Change, healthy, lost, type Said } from '../../sandbox/fuzz/scene.ts';

const generators: readonly Generator[] = ['shaped', 'raw'];
/** The same in every run: `test/slices` plays one that nobody has seen. */
const seed = 20_261_123;
const every = ingresses.flatMap((ingress) =>
  generators.map((generator) => [ingress.name, generator, ingress] as const),
);

test.each(every)(
  'bad input by %s, %s: nothing is changed, nothing leaks, nothing breaks',
  async (_, generator, ingress) => {
    const { failure, chunk } = await playChunk(ingress, { ingress: ingress.name, generator, inputs: 60, seed });
    expect({ ...failure, ...(failure && { chunk }) }).toEqual({});
  },
  20_000,
);

test('a run is divided by weight, covers every way in twice, and is repeated by its seed', () => {
  const plan = planOf(ingresses, { inputs: 100_000, seed: 7 });
  expect(plan.reduce((sum, { inputs }) => sum + inputs, 0)).toBeGreaterThanOrEqual(100_000);
  expect(new Set(plan.map(({ ingress, generator }) => `${ingress} ${generator}`)).size).toBe(ingresses.length * 2);
  expect(new Set(plan.map(({ seed }) => seed)).size).toBe(plan.length);
  expect(planOf(ingresses, { inputs: 100_000, seed: 7 })).toEqual(plan);
  expect(planOf(ingresses, { inputs: 100_000, seed: 8 })).not.toEqual(plan);
});

test('a violation is shrunk, and its seed and path show it again at once', async () => {
  const [alarms] = ingresses;
  if (!alarms) throw new Error('there are ingresses');
  const broken: Ingress = {
    ...alarms,
    play: async (input) => (JSON.stringify(input)?.includes('evil') ? ['it broke'] : []),
  };
  const chunk: Chunk = { ingress: 'alarm', generator: 'raw', inputs: 500, seed: 1 };
  const first = await playChunk(broken, chunk);
  expect(first.failure).toMatchObject({ violations: ['it broke'] });
  const again = await playChunk(broken, { ...chunk, path: first.failure?.path ?? '' });
  expect([again.failure?.input, again.played]).toEqual([first.failure?.input, 1]);
});

const judged = (changes: Change[], said: Said[] = [], situation = healthy) =>
  violationsOf({ changes, said, situation }, () => false);

test.each<[string, Change]>([
  ['a promotion', { kind: 'promote', target: {} }],
  ['a parameter of another name', { kind: 'parameter', name: '/other', value: '{}' }],
  [
    'a parameter with another endpoint',
    { kind: 'parameter', name: '/failover/sessions/endpoint', value: '{"primary":"evil.example"}' },
  ],
  ['another zone', { kind: 'record', zone: 'Z1', batch: { remove: [], create: [] } }],
  [
    'a record that leads elsewhere',
    {
      kind: 'record',
      zone: 'Z0SESSIONS0EXAMPLE',
      batch: {
        remove: [],
        create: [{ name: 'sessions.example.internal', type: 'CNAME', ttl: 5, values: ['evil.example'], routed: false }],
      },
    },
  ],
  ['an execution over a healthy datastore', { kind: 'start', name: 'sessions-1', input: '{"datastore":"sessions"}' }],
  ["a user's key", { kind: 'redis', command: 'SET', key: 'session:1' }],
  ['another command', { kind: 'redis', command: 'FLUSHALL', key: 'failover:heartbeat:{0}' }],
  ['an item that nobody reads again', { kind: 'unreadable', what: 'probe' }],
])('the oracle tells %s', (_, change) => {
  expect(judged([change])).toHaveLength(1);
});

test.each(['sessions-+1', 'carts-1', 'sessions-a b', `sessions-${'x'.repeat(80)}`])(
  'nor an execution called %s',
  (name) => {
    expect(judged([{ kind: 'start', name, input: '{"datastore":"sessions"}' }], [], lost)).toHaveLength(1);
  },
);

test.each<[string, Said]>([
  ['a secret', { where: 'log', text: `"${canarySecret}"` }],
  ['a line break in a log', { where: 'log', text: '"a\\nb"' }],
  ['a control character in an error', { where: 'error', text: 'a\u001bb' }],
  ['text that runs backwards in a page', { where: 'page', text: 'a\u202Eb' }],
  ['a line break in a subject', { where: 'subject', text: 'a\nb' }],
  ['a subject beyond its limit', { where: 'subject', text: 'x'.repeat(101) }],
])('the oracle tells %s', (_, said) => {
  expect(judged([], [said])).toHaveLength(1);
});

test('faults of the program are told from failures that have a name', () => {
  expect(errorViolations(new TypeError('x is not a function'))).toHaveLength(1);
  expect(errorViolations(new AggregateError([new RangeError('deep')], 'some'))).toHaveLength(1);
  expect(errorViolations('text')).toHaveLength(1);
  expect(errorViolations(Object.assign(new Error('no'), { name: 'ClaimLost' }))).toEqual([]);
});

test('a mutation changes a copy, at its place only', () => {
  const sample = { a: 1, list: [1, 2] };
  expect(mutated(sample, [])).toEqual(sample);
  expect(mutated(sample, [{ at: 0, kind: 'drop', value: 0, key: '' }])).toEqual({ list: [1, 2] });
  expect(mutated(sample, [{ at: 3, kind: 'double', value: 0, key: '' }])).toEqual({ a: 1, list: [1, 2, 2] });
  expect(Object.keys(Object(mutated(sample, [{ at: 0, kind: 'add', value: 1, key: '__proto__' }])))).toContain(
    '__proto__',
  );
  expect([sample, 'polluted' in {}]).toEqual([{ a: 1, list: [1, 2] }, false]);
});
