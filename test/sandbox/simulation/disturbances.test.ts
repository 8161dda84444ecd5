import { expect, test } from '@jest/globals';
import { acts } from '../../../sandbox/simulation/acts-of-people.ts';
import { shapes } from '../../../sandbox/simulation/partitions/shapes.ts';
import { play } from '../../../sandbox/simulation/run.ts';
import type { SimulationRun, Swarm } from '../../../sandbox/simulation/run-record.ts';
import { swarmFor } from '../../../sandbox/simulation/swarm.ts';
import type { Scenario } from '../../../sandbox/stage/stage.ts';
import { problemsOf } from '../../../sandbox/stage/verdict.ts';

const many = Array.from({ length: 3_000 }, (_, seed) => swarmFor(seed));

test.each(['partition', 'flapping', 'restart', 'person'] as const)(
  '%s is drawn in a quarter of the seeds, whatever else is',
  (kind) => {
    const drawn = many.filter((swarm) => swarm[kind] !== undefined).length;
    expect(drawn / many.length).toBeGreaterThan(0.2);
    expect(drawn / many.length).toBeLessThan(0.3);
  },
);

test('every shape of a broken network and every act is drawn by some seed', () => {
  const drawn = (kind: 'partition' | 'flapping' | 'person') => new Set(many.flatMap((swarm) => swarm[kind] ?? []));
  expect(drawn('person').size).toBe(acts.length);
  expect(drawn('partition').size + drawn('flapping').size).toBe(shapes.length);
});

const calm: Scenario = {
  name: 'calm',
  about: 'Nothing happens for twelve minutes.',
  play: (stage) => stage.advance(12 * 60_000),
};

const disturbed = (swarm: Swarm): Promise<SimulationRun> => play({ seed: 3, scenario: calm, swarm });
const faultsIn = ({ history }: SimulationRun, name: string) =>
  history.filter((entry) => entry.kind === 'fault' && entry.name === name);

test.each([
  ['partition', { partition: 'members-cut' }],
  ['flapping', { flapping: 'flapping-10-s' }],
] as const)(
  'a %s comes, and is gone when all is healed',
  async (_, swarm) => {
    const run = await disturbed(swarm);
    expect(faultsIn(run, 'cut-one-way').length).toBeGreaterThan(0);
    expect(faultsIn(run, 'cut-one-way')).toHaveLength(faultsIn(run, 'mend-one-way').length);
    expect([problemsOf(run, calm), run.differences]).toEqual([[], []]);
  },
  60_000,
);

test('processes of a cache end, and start again', async () => {
  const run = await disturbed({ restart: { member: 'preferred', nodes: 'all' } });
  expect(faultsIn(run, 'redis:killed')).toHaveLength(1);
  expect(faultsIn(run, 'redis:restarted')).toHaveLength(1);
  expect([problemsOf(run, calm), run.differences]).toEqual([[], []]);
}, 60_000);

test('somebody turns the switch off, and gives it back; a call that AWS refuses is no failure of the run', async () => {
  const run = await disturbed({ person: 'turns-the-switch-to-off' });
  const turned = run.history.filter(({ name, kind }) => kind === 'effect' && /^ssm:(Put|Delete)Parameter$/.test(name));
  expect(turned.filter(({ detail }) => String(detail?.parameter).endsWith('/switch')).map(({ name }) => name)).toEqual([
    'ssm:PutParameter',
    'ssm:DeleteParameter',
  ]);
  const unasked = await disturbed({ person: 'approves-what-is-asked' });
  expect([unasked.failure, problemsOf(unasked, calm)]).toEqual([undefined, []]);
}, 60_000);
