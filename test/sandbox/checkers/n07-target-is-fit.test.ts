import { expect, test } from '@jest/globals';
import { n07 } from '../../../sandbox/checkers/n07-target-is-fit.ts';
import { claim, effect, failover, fault, found, incident, intent, run, west } from './a-run.ts';

const noted = (more: Readonly<Record<string, unknown>>) =>
  incident(64.95, { after: { claim: claim(run()), intent: intent(2, more) }, handler: 'PromoteRegion' });

test('a whole secondary with a known bound', () => {
  expect(found(n07, failover())).toEqual([]);
});

test('nodes that answer nobody', () => {
  expect(found(n07, [...failover(), fault(30, 'redis:down', { region: west })])).toEqual([
    'sessions was promoted automatically in us-west-2 at 65.0 s although the nodes of us-west-2 answered nobody',
  ]);
});

test('a cluster that had left', () => {
  const left = effect(30, 'elasticache:separated', { region: west, group: 'ldgnf-sessions', cluster: 'sessions-usw2' });
  expect(found(n07, [...failover(), left])).toEqual([expect.stringContaining('had left its Global Datastore')]);
});

test('a loss unknown, or above the limit', () => {
  expect(found(n07, [...failover(), noted({ lossBoundMs: undefined })])).toEqual([
    expect.stringMatching(/the loss bound was unknown$/),
  ]);
  expect(found(n07, [...failover(), noted({ lossBoundMs: 30_001 })])).toEqual([
    expect.stringMatching(/the loss bound was 30001 ms, the limit 30000 ms$/),
  ]);
  expect(found(n07, [...failover(), noted({ lossBoundMs: 30_000 })])).toEqual([]);
});
