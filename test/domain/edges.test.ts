import { expect, test } from '@jest/globals';
import { parseEpoch } from '../../functions/domain/epoch.ts';
import { outcomeOf } from '../../functions/domain/outcome.ts';
import { rememberLook } from '../../functions/domain/remember-look.ts';
import { weigh } from '../../functions/domain/weigh.ts';
import { weighPrimaryApi } from '../../functions/domain/weigh-confirmations.ts';
import { weighData } from '../../functions/domain/weigh-data.ts';
import { whyUnable } from '../../functions/domain/weigh-preference.ts';
import { memberIn, weighRoles } from '../../functions/domain/weigh-roles.ts';
import { weighTarget } from '../../functions/domain/weigh-target.ts';
import { assessmentOf } from '../support/assessment.ts';
import {
  answered,
  failed,
  primaryLost,
  probeMemory,
  shardLook,
  touchAnswer,
  witnessAnswer,
} from '../support/readings.ts';
import { aRun } from '../support/run.ts';
import { ago, east, groupView, instant, now, outside, west } from '../support/sessions.ts';

/** Single facts at the edge of a rule, each of which some small change of the code would get wrong. */

const shard = { shard: '0', heartbeatCount: 7, stream: 'a', position: 100 };
const remembered = (...shards: Parameters<typeof probeMemory>[0][]) =>
  probeMemory({ shards: shards.map((parts) => ({ ...shard, ...parts })) });

test('one shard that moved vetoes, whatever is not known of the others', () => {
  const touch = answered(touchAnswer({ local: { reach: 'alive', shards: [shardLook(), shardLook({ shard: '1' })] } }));
  const probe = { ...probeMemory(), shards: [{ ...shard, heartbeatMovedAt: ago(5), offsetMovedAt: ago(60) }] };
  expect(weighData(primaryLost({ touch, probe }))).toMatchObject({ verdict: 'arriving', lastMovedAt: ago(5) });
});

test('one movement that was ever seen vetoes, where the other never was', () => {
  const probe = { ...remembered(), shards: [{ ...shard, heartbeatMovedAt: ago(5) }] };
  expect(weighData(primaryLost({ probe }))).toMatchObject({ verdict: 'arriving', lastMovedAt: ago(5) });
});

test('without a delay there is no bound, even where replication broke first', () => {
  const probe = {
    ...probeMemory({ primaryReachedAt: ago(60) }),
    shards: [{ ...shard, heartbeatMovedAt: ago(600) }],
    lastDelayMs: undefined,
  };
  expect(weighTarget(primaryLost({ probe }))).not.toHaveProperty('lossBoundMs');
});

test('a cache that answers without any shard is no bad look', () => {
  const answer = touchAnswer({ local: { reach: 'alive', shards: [] } });
  const look = { datastore: 'sessions', role: 'SECONDARY' as const, answer, at: now, intervalMs: 10_000 };
  expect(rememberLook(probeMemory(), look)).not.toHaveProperty('badSince');
});

test("an own view that is missing leaves the primary's API unknown", () => {
  const groups = new Map([[east, failed('dark')]]);
  expect(weighPrimaryApi(primaryLost({ groups }), east)).toMatchObject({
    verdict: 'unknown',
    detail: "this Region's own API does not answer either",
  });
});

test('the preferred Region is unable only where it is seen to be dark from both', () => {
  const witness = new Map([[outside, answered(witnessAnswer({ region: outside }))]]);
  const asked = (look: ReturnType<typeof failed> | undefined) => {
    const groups = new Map([[west, answered(groupView(east))], ...(look ? [[outside, look] as const] : [])]);
    return whyUnable(primaryLost({ groups, witness }), outside);
  };
  expect(asked(failed('dark'))).toBe('it is dark from here and from the witness');
  expect(asked(failed('unknown'))).toBeUndefined();
  expect(asked(undefined)).toBeUndefined();
});

test('only another Region can be the preferred one that is unable', () => {
  const view = groupView(east);
  const members = view.members.map((it) => (it.region === west ? { ...it, status: 'disassociating' } : it));
  const groups = new Map([[west, answered({ ...view, members })]]);
  const seen = weigh(primaryLost({ groups }), { trigger: 'automatic', override: [], expectedPrimary: undefined });
  expect(seen).toMatchObject({ preferred: west, target: { faults: ['its membership is disassociating'] } });
  expect(seen).not.toHaveProperty('preferredUnable');
});

test('a member is ours by its Region and its id together', () => {
  const [ours] = groupView(east).members.filter(({ region }) => region === west);
  const elsewhere = { status: 'available', members: ours ? [{ ...ours, region: outside }] : [] };
  expect(memberIn(elsewhere, primaryLost())).toBeUndefined();
});

test('a Region that sees two primaries is quoted with both', () => {
  const view = groupView(east);
  const both = { ...view, members: view.members.map((member) => ({ ...member, role: 'PRIMARY' })) };
  const groups = new Map([
    [west, answered(view)],
    [east, answered(both)],
  ]);
  expect(weighRoles(primaryLost({ groups }), east).disagree).toEqual(['us-east-1 sees us-west-2 and us-east-1']);
});

test('an epoch of 48 characters is read, a longer text is none', () => {
  const region = (letters: number) => `us-${'x'.repeat(letters)}-1`;
  expect(parseEpoch(`1 ${region(41)}`)).toEqual({ counter: 1, region: region(41) });
  expect(parseEpoch(`1 ${region(42)}`)).toBeUndefined();
});

test('a primary in this Region that is not our member is not what an override expects', () => {
  const assessment = assessmentOf({ roles: { primary: west, here: 'unknown', disagree: [] } });
  const { overrideWith } = outcomeOf({ run: aRun(), assessment }, { region: west, closedAt: instant(now) });
  expect(overrideWith).not.toHaveProperty('expectedPrimary');
});
