import { expect, test } from '@jest/globals';
import { decide } from '../../functions/domain/decide.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { type Occasion, weigh } from '../../functions/domain/weigh.ts';
import {
  answered,
  failed,
  primaryLost,
  probeMemory,
  recordOf,
  touchAnswer,
  witnessAnswer,
} from '../support/readings.ts';
import { ago, east, groupView, instant, now, sessions, west } from '../support/sessions.ts';

const occasion: Occasion = { trigger: 'automatic', override: [] };
const evidenceOf = (parts: Partial<Readings> = {}, asked: Partial<Occasion> = {}) =>
  weigh(primaryLost(parts), { ...occasion, ...asked });
const actionOf = (parts: Partial<Readings> = {}) => decide(evidenceOf(parts), sessions.policy, now).action;

test('a lost primary Region, read from here, leads to a promotion', () => {
  expect(actionOf()).toBe('promote');
});

/** Each reading by itself, gone: whatever is left, knowing less never promotes where knowing more did not. */
const without: Readonly<Record<string, Partial<Readings>>> = {
  'the own view': { groups: new Map([[west, failed('unknown')]]) },
  'the own member': { member: failed('unknown') },
  'what TouchCache saw': { touch: failed('unknown') },
  'what Probe remembers': { probe: undefined },
  'the switch': { automation: 'unreadable' },
};

test.each(Object.entries(without))('without %s nothing is promoted', (_, parts) => {
  expect(actionOf(parts)).not.toBe('promote');
});

test.each<[string, Partial<Readings>]>([
  ['the witness', { witness: new Map() }],
  ['the client alarm', { clientAlarms: [] }],
])('without %s the other two confirmations do', (_, parts) => {
  expect(actionOf(parts)).toBe('promote');
});

test('a write that passes through the published primary ends the bad row at once, whatever Probe remembers', () => {
  const touch = answered(touchAnswer({ remote: { reach: 'alive', wrote: true } }));
  expect('badSince' in evidenceOf({ touch })).toBe(false);
  expect(actionOf({ touch })).toBe('hold');
  expect(evidenceOf().badSince).toBe(ago(50));
});

test('evidence tells when the first reading began and the last one ended', () => {
  expect(evidenceOf({ readFrom: ago(4) })).toMatchObject({ readFrom: ago(4), readAt: now });
});

test('a bad row does not outlive a Probe that looks no more', () => {
  expect(evidenceOf({ probe: probeMemory({ lookedAt: ago(30) }) }).badSince).toBe(ago(50));
  expect('badSince' in evidenceOf({ probe: probeMemory({ lookedAt: ago(30) - 1 }) })).toBe(false);
  expect(actionOf({ probe: probeMemory({ lookedAt: ago(30) - 1 }) })).not.toBe('promote');
});

test.each<[string, Partial<Readings>, string | undefined]>([
  ['nothing', {}, undefined],
  ['this Region', { groups: new Map([[west, answered(groupView(east, 'modifying'))]]) }, 'modifying'],
  [
    'the primary Region',
    {
      groups: new Map([
        [west, answered(groupView(east))],
        [east, answered(groupView(east, 'modifying'))],
      ]),
    },
    'modifying',
  ],
  [
    'the witness',
    { witness: new Map([[east, answered(witnessAnswer({ api: 'alive', status: 'modifying' }))]]) },
    'modifying',
  ],
  [
    'the witness, of a snapshot',
    { witness: new Map([[east, answered(witnessAnswer({ api: 'alive', status: 'snapshotting' }))]]) },
    undefined,
  ],
  [
    'the witness, of health',
    { witness: new Map([[east, answered(witnessAnswer({ api: 'alive', status: 'available' }))]]) },
    undefined,
  ],
])('a change in progress as told by %s may excuse the primary', (_, parts, status) => {
  expect(evidenceOf(parts).change?.status).toBe(status);
});

test('the grace of a change counts from when this run first saw it', () => {
  const changing = { groups: new Map([[west, answered(groupView(east, 'modifying'))]]) };
  expect(evidenceOf(changing).change?.since).toBe(now);
  expect(evidenceOf(changing, { changeSince: ago(100) }).change?.since).toBe(ago(100));
});

test('expected is the primary that the request names, or else the one that is published here', () => {
  expect(evidenceOf().roles.expected).toBe(east);
  expect(evidenceOf({}, { expectedPrimary: west }).roles.expected).toBe(west);
  expect(evidenceOf({ published: new Map([[west, answered(undefined)]]) }).roles.expected).toBeUndefined();
});

test('the cooldown counts from the newest promotion that any Region publishes', () => {
  const published = new Map([
    [east, answered(recordOf(east, 3, { promotedAt: instant(ago(100)) }))],
    [west, answered(recordOf(east, 2, { promotedAt: instant(ago(500)) }))],
  ]);
  expect(evidenceOf({ published }).lastPromotedAt).toBe(ago(100));
  expect(evidenceOf().lastPromotedAt).toBeUndefined();
});

test.each<[counter: number, where: string, Partial<Readings>]>([
  [9, 'the journal', { incident: { datastore: 'sessions', epoch: { counter: 9, region: west } } }],
  [8, 'the record’s TXT', { recordEpoch: answered({ counter: 8, region: east }) }],
  [7, "another Region's parameter", { published: new Map([[east, answered(recordOf(east, 7))]]) }],
])('the highest epoch is %d, read from %s', (counter, _, parts) => {
  expect(evidenceOf(parts).highestEpoch?.counter).toBe(counter);
});

test('a loss bound comes from what Probe measured', () => {
  expect(evidenceOf({ probe: probeMemory({ lastDelayMs: 1234 }) }).target.lossBoundMs).toBe(1234);
});
