import { expect, test } from '@jest/globals';
import type { Fault } from '../../../sandbox/faults.ts';
import { blackout } from '../../../sandbox/scenarios/blackout.ts';
import { type SimulationRun, simulateRun } from '../../../sandbox/simulation.ts';
import type { Scenario } from '../../../sandbox/stage/stage.ts';
import { problemsOf, promotionsOf } from '../../../sandbox/stage/verdict.ts';

/** The primary Region goes dark, and the one call that promotes meets a fault. */
const withFault = (fault: Fault): Scenario => ({
  ...blackout,
  name: `promotion ${fault.kind}`,
  play: async (stage) => {
    stage.faults.add({ function: 'PromoteRegion', operation: 'FailoverGlobalReplicationGroup', times: 1 }, fault);
    await blackout.play(stage);
  },
});

const callsAfter = ({ history }: SimulationRun, invocation: unknown, at: number): readonly string[] =>
  history
    .filter(
      (entry) => entry.kind === 'call' && entry.detail?.invocation === invocation && Number(entry.detail?.sentAt) > at,
    )
    .map(({ name }) => name);

const promoting = ({ history }: SimulationRun) =>
  history.filter(({ kind, name }) => kind === 'call' && name === 'elasticache:FailoverGlobalReplicationGroup');

const crashed = ({ history }: SimulationRun) =>
  history.filter(({ kind, detail }) => kind === 'function' && String(detail?.error).includes('Runtime.ExitError'));

test.each(['timeout-after', 'reset', 'truncated', '500-after', 'crash-after', 'crash-after-record'] as const)(
  'a promotion that took effect is never called again: %s',
  async (kind) => {
    const scenario = withFault({ kind });
    const run = await simulateRun({ seed: 5, scenario });
    expect(problemsOf(run, scenario)).toEqual([]);
    expect(promotionsOf(run)).toBe(1);
    expect(promoting(run)).toHaveLength(1);
    expect(run.final.writer).toBe('us-west-2');
  },
  60_000,
);

test('a function that crashed makes no further call, and is not heard of again', async () => {
  const run = await simulateRun({ seed: 5, scenario: withFault({ kind: 'crash-after' }) });
  const [end, ...others] = crashed(run);
  expect(others).toEqual([]);
  expect(end?.name).toContain('PromoteRegion');
  expect(callsAfter(run, end?.detail?.requestId, Number(end?.at))).toEqual([]);
}, 60_000);

test('before the call, a crash leaves nothing done: the incident goes on', async () => {
  const run = await simulateRun({ seed: 5, scenario: withFault({ kind: 'crash-before' }) });
  expect(crashed(run)).toHaveLength(1);
  expect(run.differences).toEqual([]);
}, 60_000);
