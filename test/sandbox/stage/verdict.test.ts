import { beforeAll, expect, test } from '@jest/globals';
import { type SimulationRun, simulateRun } from '../../../sandbox/simulation.ts';
import type { Scenario } from '../../../sandbox/stage/stage.ts';
import { problemsOf } from '../../../sandbox/stage/verdict.ts';

const calm: Scenario = { name: 'calm', about: 'Nothing happens.', play: async () => {} };
let run: SimulationRun;
beforeAll(async () => {
  run = await simulateRun({ seed: 1, scenario: calm });
});

const difference = 'the record names nothing';
/** The run as one that never came to agree, with one page. */
const judged = (minutesBefore: number, { subject, message = 'sessions' }: { subject: string; message?: string }) => {
  const at = run.record.truth.endedAt - minutesBefore * 60_000;
  const page = { at, kind: 'page' as const, region: 'us-west-2', name: 'failover', detail: { subject, message } };
  return problemsOf({ ...run, differences: [difference], history: [page] }, calm, []);
};
const told = { subject: 'DIFFERENCE: sessions in us-west-2: RecordNotChanged' };
const silent = [`not converged, and no page says so: ${difference}`];

test('what agrees needs no page', () => {
  expect(problemsOf({ ...run, history: [] }, calm, [])).toEqual([]);
});

test('a difference is paged every hour: a page stands for it so long, and no longer', () => {
  expect(judged(64, told)).toEqual([]);
  expect(judged(66, told)).toEqual(silent);
});

test('good news, and news of another datastore, tell nobody of it', () => {
  expect(judged(1, { subject: 'FAILED OVER: sessions in us-west-2' })).toEqual(silent);
  expect(judged(1, { subject: 'DIFFERENCE: orders in us-west-2: RecordNotChanged', message: 'orders' })).toEqual(
    silent,
  );
});

test('an alarm on the datastore says that something is wrong, not what; one on the orchestrator is all there is', () => {
  const alarm = (name: string) => judged(1, { subject: 'ALARM', message: JSON.stringify({ AlarmName: name }) });
  expect(alarm('failover-sessions-primary-down')).toEqual(silent);
  expect(alarm('failover-reconcile-failing')).toEqual([]);
});

test('so many promotions, or at most so many', () => {
  const promoted = { at: 0, kind: 'effect' as const, name: 'elasticache:promotion-accepted', detail: {} };
  const judgedFor = (expected: Scenario['expect'], ...history: SimulationRun['history']) =>
    problemsOf({ ...run, history }, { ...calm, ...(expected && { expect: expected }) }, []);
  expect(judgedFor({ promotions: 1 })).toEqual(['expected 1 promotions, and there were 0']);
  expect(judgedFor({ promotions: 1 }, promoted)).toEqual([]);
  expect(judgedFor({ mostPromotions: 1 })).toEqual([]);
  expect(judgedFor({ mostPromotions: 1 }, promoted)).toEqual([]);
  expect(judgedFor({ mostPromotions: 1 }, promoted, promoted)).toEqual([
    'expected at most 1 promotions, and there were 2',
  ]);
});
