import { expect, test } from '@jest/globals';
import { preferredTarget } from '../../functions/domain/weigh-preference.ts';
import { onlyPrimary, weighRoles } from '../../functions/domain/weigh-roles.ts';
import type { GroupView, Look } from '../../functions/ports.ts';
import { answered, failed, primaryLost, recordOf } from '../support/readings.ts';
import { configWith, east, groupView, sessions, west } from '../support/sessions.ts';

const withRoles = (here: string, there: string): GroupView => ({
  ...groupView(east),
  members: groupView(east).members.map((it) => ({ ...it, role: it.region === west ? here : there })),
});
const views = (own: Look<GroupView>, other: Look<GroupView> = failed('dark')) =>
  primaryLost({
    groups: new Map([
      [east, other],
      [west, own],
    ]),
  });

test('of a view, exactly one PRIMARY counts, whatever the order', () => {
  expect(onlyPrimary(groupView(east))).toBe(east);
  expect(onlyPrimary({ ...groupView(east), members: groupView(east).members.toReversed() })).toBe(east);
  expect(onlyPrimary(withRoles('PRIMARY', 'PRIMARY'))).toBeUndefined();
  expect(onlyPrimary(withRoles('SECONDARY', 'SECONDARY'))).toBeUndefined();
  expect(onlyPrimary({ status: 'available', members: [] })).toBeUndefined();
});

test('a dark Region has no vote, one that answers has', () => {
  expect(weighRoles(views(answered(groupView(east))), east)).toEqual({
    primary: east,
    here: 'SECONDARY',
    disagree: [],
    expected: east,
  });
  expect(weighRoles(views(answered(groupView(east)), answered(groupView(east))), undefined).disagree).toEqual([]);
  expect(weighRoles(views(answered(groupView(east)), answered(groupView(west))), east).disagree).toEqual([
    `${east} sees ${west}`,
  ]);
  expect(weighRoles(views(answered(groupView(east)), answered(withRoles('x', 'y'))), east).disagree).toEqual([
    `${east} sees no PRIMARY`,
  ]);
});

test('two primaries are none, and an unreadable view tells nothing', () => {
  expect(weighRoles(views(answered(withRoles('PRIMARY', 'PRIMARY'))), east)).toMatchObject({ here: 'PRIMARY' });
  expect('primary' in weighRoles(views(answered(withRoles('PRIMARY', 'PRIMARY'))), east)).toBe(false);
  expect(weighRoles(views(failed('dark'), answered(groupView(east))), east)).toMatchObject({ here: 'unknown' });
});

test('where the own view names no one PRIMARY, a published Region is no third one', () => {
  const published = new Map([[east, answered(recordOf(east, 4))]]);
  const judge = (own: GroupView) => weighRoles({ ...views(answered(own)), published }, east);
  expect(judge(withRoles('SECONDARY', 'SECONDARY'))).toEqual({ here: 'SECONDARY', disagree: [], expected: east });
});

test("another cluster's role in this Region is not ours", () => {
  const datastore = { ...sessions, replicationGroups: { ...sessions.replicationGroups, [west]: 'sessions-other' } };
  expect(weighRoles({ ...views(answered(groupView(east))), datastore }, east).here).toBe('unknown');
});

test('the first of the preference that is a SECONDARY now is to take over', () => {
  const preferred = (view: Look<GroupView>, preference = sessions.preference) =>
    preferredTarget({ ...views(view), datastore: configWith({ preference }).datastores.sessions ?? sessions });
  expect(preferred(answered(groupView(east)))).toBe(west);
  expect(preferred(answered(groupView(west)))).toBe(east);
  expect(preferred(answered(withRoles('SECONDARY', 'SECONDARY')), [east, west])).toBe(east);
  expect(preferred(failed('dark'))).toBeUndefined();
});
