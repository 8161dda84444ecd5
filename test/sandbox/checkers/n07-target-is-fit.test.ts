import { expect, test } from '@jest/globals';
import { n07 } from '../../../sandbox/checkers/n07-target-is-fit.ts';
import type { AcknowledgedWrite } from '../../../sandbox/checkers/run-record.ts';
import type { Entry } from '../../../sandbox/history.ts';
import {
  accepted,
  at,
  claim,
  decided,
  east,
  effect,
  ended,
  failover,
  fault,
  found,
  incident,
  instant,
  intent,
  promoted,
  run,
  started,
  west,
  witness,
} from './a-run.ts';

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

test('of several shards one that answers nobody', () => {
  const partial = fault(30, 'redis:partial', { region: west });
  const one = [
    'sessions was promoted automatically in us-west-2 at 65.0 s although a shard of us-west-2 answered nobody',
  ];
  expect(found(n07, [...failover(), partial])).toEqual(one);
  expect(found(n07, [...failover(), fault(20, 'redis:down', { region: west }), partial])).toEqual(one);
  expect(found(n07, [...failover(), partial, fault(50, 'redis:up', { region: west })])).toEqual([]);
  expect(found(n07, [...failover(), partial, fault(35, 'redis:down', { region: west })])).toEqual([
    expect.stringMatching(/the nodes of us-west-2 answered nobody$/),
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

const wrote = (seconds: number, more: Partial<AcknowledgedWrite> = {}): AcknowledgedWrite => ({
  datastore: 'sessions',
  ...{ at: at(seconds), from: east, takenBy: east, kept: true },
  ...more,
});
const gone = { kept: false };
const closed = (recoveryPoint?: string) => [
  ...failover().filter(({ kind, name }) => kind !== 'execution' || name !== 'SUCCEEDED'),
  ended(70, 'SUCCEEDED', { output: { outcome: 'lossy', ...(recoveryPoint && { recoveryPoint }) } }),
];

test('nothing is lost from before the recovery point that was told', () => {
  const toldOf = (...writes: AcknowledgedWrite[]) => found(n07, closed(instant(15)), { writes });
  expect(toldOf(wrote(14), wrote(15, gone), wrote(19, gone))).toEqual([]);
  expect(toldOf(wrote(14.9, gone))).toEqual([
    'sessions: what us-east-1 held at 15.0 s was told in the end to be there, and a write of 14.9 s is not',
  ]);
  expect(found(n07, closed(), { writes: [wrote(1, gone)] })).toEqual([]);
});

test('a promotion that came to nothing replaced nobody', () => {
  const stuck = closed(instant(15)).filter(({ name }) => !/^elasticache:(promoted|writable)$/.test(name));
  expect(found(n07, stuck, { writes: [wrote(14, gone)] })).toEqual([]);
});

test("only the old primary's writes count, by the clock of its Region", () => {
  const other = [wrote(14, { ...gone, takenBy: west }), wrote(14, { ...gone, datastore: 'carts' })];
  expect(found(n07, closed(instant(15)), { writes: other })).toEqual([]);
  const ahead = fault(2, 'skew', { region: east, ms: 5_000 });
  expect(found(n07, [...closed(instant(19)), ahead], { writes: [wrote(14, gone)] })).toEqual([]);
  expect(found(n07, [...closed(instant(19)), ahead], { writes: [wrote(13, gone)] })).toHaveLength(1);
});

test('what is gone in the end may be gone for other reasons: a later promotion, or nodes that came back', () => {
  const writes = [wrote(14, gone)];
  const restarted = (seconds: number, region = east) => fault(seconds, 'redis:restarted', { region });
  const next = [accepted(200, { to: east, from: west }), ...promoted(201, east)];
  expect(found(n07, [...closed(instant(15)), ...next], { writes })).toEqual([]);
  expect(found(n07, [...closed(instant(15)), accepted(200, { to: east, from: west })], { writes })).toHaveLength(1);
  expect(found(n07, [...closed(instant(15)), restarted(14.5)], { writes })).toEqual([]);
  expect(found(n07, [...closed(instant(15)), restarted(65.5)], { writes })).toEqual([]);
  expect(found(n07, [...closed(instant(15)), restarted(80)], { writes })).toHaveLength(1);
  expect(found(n07, [...closed(instant(15)), restarted(14.5, west)], { writes })).toHaveLength(1);
  expect(found(n07, [...closed(instant(15)), restarted(80, west)], { writes })).toEqual([]);
  expect(found(n07, closed(instant(80)), { writes: [wrote(70, gone)] })).toEqual([]);
});

test('a shard that came back empty excuses its own writes only', () => {
  const restarted = fault(14.5, 'redis:restarted', { region: east, shards: [1] });
  const lost = (shard?: number) =>
    found(n07, [...closed(instant(15)), restarted], { writes: [wrote(14, { ...gone, shard })] });
  expect([lost(1), lost()]).toEqual([[], []]);
  expect(lost(0)).toHaveLength(1);
});

/** Data stopped at the run's start, long before the Region was lost at 320 s. */
const late = (verdict: 'down' | 'up' | 'unknown'): Entry[] => [
  ...failover().map((entry) => (entry.at < at(20) ? entry : { ...entry, at: entry.at + 300_000 })),
  decided(364, { confirmations: [{ by: 'clientView', verdict, outside: true, detail: 'as the test says' }] }),
];

test('clients were seen to be served long after what is there was written: nobody but people may promote', () => {
  const writes = [wrote(10, gone), wrote(300)];
  expect(found(n07, late('down'), { writes })).toEqual([
    'sessions was promoted automatically in us-west-2 at 365.0 s without the writes since 10.0 s, though clients were seen to be served until 300.0 s and at most 30 s may be lost',
  ]);
  expect(found(n07, late('unknown'), { writes })).toEqual([]);
  expect(found(n07, late('up'), { writes })).toEqual([]);
  expect(found(n07, late('up'), { writes: [wrote(2, gone), wrote(319)] })).toHaveLength(1);
  expect(found(n07, late('down'), { writes: [wrote(190, gone), wrote(300)] })).toEqual([]);
  expect(found(n07, late('down'), { writes: [wrote(10), wrote(300)] })).toEqual([]);
});

test('nor is one seen whose clients fail by their own word', () => {
  const writes = [wrote(10, gone), wrote(300)];
  expect(found(n07, [...late('down'), fault(5, 'clients:failing')], { writes })).toEqual([]);
});

test('whom nobody sees while they are served, nobody can count', () => {
  const cut = fault(5, 'cut', { a: east, b: witness });
  const writes = [wrote(10, gone), wrote(300)];
  expect(found(n07, [...late('down'), cut], { writes })).toEqual([]);
});

test('nor one whom an alarm no longer shows: an hour is read', () => {
  const longAgo = late('down').map((entry) => (entry.at < at(20) ? entry : { ...entry, at: entry.at + 3_600_000 }));
  expect(found(n07, longAgo, { writes: [wrote(10, gone), wrote(300)], endedAt: at(9_000) })).toEqual([]);
});

test('people may promote whatever is lost', () => {
  const byAda = late('down').map((entry) =>
    entry.kind === 'execution' && entry.name === 'RUNNING' ? started(361.1, { input: { requestedBy: 'ada' } }) : entry,
  );
  expect(found(n07, byAda, { writes: [wrote(10, gone), wrote(300)] })).toEqual([]);
});

test('what another run saw of the clients is not what this one was told', () => {
  const seen = decided(364.5, { confirmations: [{ by: 'clientView', verdict: 'unknown', outside: true, detail: '' }] });
  const other = { ...seen, detail: { ...seen.detail, execution: 'sessions-2' } };
  expect(found(n07, [...late('down'), other], { writes: [wrote(10, gone), wrote(300)] })).toHaveLength(1);
});
