import { expect, test } from '@jest/globals';
import config from '../../failover.config.ts';
import type { ConfigInput } from '../../functions/contract/config.ts';
import { defineConfig, InvalidConfig } from '../../functions/contract/define-config.ts';
import { names } from '../../functions/contract/names.ts';

type Sessions = ConfigInput['datastores'][string];

/** The demo's configuration, which is just valid, with one thing changed. */
const sessions = config.datastores.sessions as Sessions;
const withSessions = (change: Record<string, unknown>, top: Record<string, unknown> = {}): unknown => ({
  ...config,
  ...top,
  datastores: { sessions: { ...sessions, ...change } },
});

/** Configurations come from people: what they write need not have the type. */
const problemsOf = (input: unknown): readonly string[] => {
  try {
    defineConfig(input as ConfigInput);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidConfig)) throw error;
    return error.problems;
  }
};

const policy = (change: Record<string, unknown>) => ({ policy: { ...sessions.policy, ...change } });
const unreached = Object.fromEntries(
  Object.entries(sessions.network).map(([region, network]) => [region, { ...network, reachesOthers: false }]),
);
const arn = (region: string) => `arn:aws:secretsmanager:${region}:111122223333:secret:sessions-AbCdEf`;

test('the repository’s own configuration is valid, and its defaults are filled in', () => {
  expect(defineConfig(config)).toEqual(config);
  expect(config.datastores.sessions?.policy.grace).toBe(180);
});

test.each<[string, unknown, string]>([
  [
    'a wait that waits for nothing',
    withSessions(policy({ poll: 0 })),
    'datastores.sessions.policy.poll: expected at least 1, got 0',
  ],
  [
    'text for a number',
    withSessions(policy({ lossLimit: 'x' })),
    'datastores.sessions.policy.lossLimit: expected a number, got "x"',
  ],
  [
    'a misspelt member',
    withSessions({}, { witnes: 'x' }),
    'witnes: expected no such member (is it misspelt?), got "x"',
  ],
  [
    'a member left out',
    withSessions({ globalReplicationGroupId: undefined }),
    'datastores.sessions.globalReplicationGroupId: expected text, got nothing',
  ],
  [
    'a separation that nobody approves',
    withSessions(policy({ separation: 'auto' })),
    "policy.separation: expected 'never' or 'approve', got \"auto\"",
  ],
  [
    'a wrong choice',
    withSessions(policy({ automation: 'yes' })),
    "policy.automation: expected 'auto' or 'approve' or 'observe' or 'off', got \"yes\"",
  ],
  [
    'a wrong branch of a choice',
    withSessions({ dns: 'no' }),
    'datastores.sessions.dns: expected \'none\' or an object, got "no"',
  ],
  [
    'a slip inside a branch',
    withSessions({ dns: { zone: 'Z1', record: 'A.B' } }),
    'datastores.sessions.dns.record: expected a lower-case host name, got "A.B"',
  ],
  ['an address that is none', withSessions({}, { pageTo: ['me'] }), 'pageTo[0]: expected an e-mail address, got "me"'],
  [
    'a name that cannot be one',
    { ...config, datastores: { My_Data: sessions } },
    'datastores.My_Data: expected a key that is lower-case letters',
  ],
  ['no object at all', 7, 'failover.config.ts: expected an object, got 7'],
])('%s is told with its path, what was expected, and what was found', (_, input, line) => {
  expect(problemsOf(input).join('\n')).toContain(line);
});

test.each<[string, unknown, string]>([
  [
    'a Region that is not listed',
    withSessions({}, { regions: ['us-east-1', 'eu-central-1'] }),
    'replicationGroups.us-west-2: expected one of the Regions listed in regions (us-east-1, eu-central-1), got "us-west-2"',
  ],
  [
    'a Region without members',
    withSessions({}, { regions: [...config.regions, 'eu-central-1'] }),
    'regions: expected each Region that holds a member of some datastore, once, got eu-central-1, which holds none',
  ],
  [
    'a Region listed twice',
    withSessions({}, { regions: [...config.regions, 'us-east-1'] }),
    'once, got us-east-1 twice',
  ],
  [
    'a witness among the members',
    withSessions({}, { witness: 'us-west-2' }),
    'witness: expected a Region without members, to look from outside, got "us-west-2"',
  ],
  [
    'a network left out',
    withSessions({ network: { 'us-east-1': sessions.network['us-east-1'] } }),
    'network: expected a network in each Region of replicationGroups and no other, got none for us-west-2',
  ],
  [
    'a single member',
    withSessions({ replicationGroups: { 'us-east-1': 'sessions-use1' } }),
    'replicationGroups: expected a replication group in 2 or 3 Regions, got 1: us-east-1',
  ],
  [
    'a preference that forgets one',
    withSessions({ preference: ['us-west-2', 'us-west-2'] }),
    'preference: expected each of us-east-1, us-west-2 once, in the order of taking over',
  ],
  [
    'a secret of another Region',
    withSessions({
      access: { tls: true, auth: { secret: { 'us-east-1': arn('us-east-1'), 'us-west-2': arn('us-east-1') } } },
    }),
    'access.auth.secret.us-west-2: expected a secret kept in us-west-2 itself',
  ],
  [
    'a secret left out',
    withSessions({ access: { tls: true, auth: { secret: { 'us-east-1': arn('us-east-1') } } } }),
    'access.auth.secret: expected one secret ARN for each Region of replicationGroups, got none for us-west-2',
  ],
  [
    'IAM without TLS',
    withSessions({ access: { tls: false, auth: { iam: { user: 'app' } } } }),
    'access.tls: expected true',
  ],
  [
    'a loss limit without room for a lost look',
    withSessions({ profile: 'economy', ...policy({ lossLimit: 179 }) }),
    "policy.lossLimit: expected at least 180 s, three times that between two looks of profile 'economy', got 179",
  ],
  [
    'the same of the other profile',
    withSessions({ profile: 'fast', ...policy({ lossLimit: 29 }) }),
    "policy.lossLimit: expected at least 30 s, three times that between two looks of profile 'fast', got 29",
  ],
  [
    'a record too long for its epoch',
    withSessions({
      dns: { zone: 'Z1', record: `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(61)}` },
    }),
    'dns.record: expected at most 243 characters',
  ],
])('%s is refused', (_, input, line) => {
  expect(problemsOf(input)).toContainEqual(expect.stringContaining(line));
});

test.each(['fast', 'economy'])('the defaults of the policy suit profile %s', (profile) => {
  expect(problemsOf(withSessions({ profile, ...policy({ lossLimit: undefined }) }))).toEqual([]);
});

test('what sits exactly on a limit is accepted', () => {
  expect(problemsOf(withSessions({ profile: 'economy', ...policy({ lossLimit: 180 }) }))).toEqual([]);
  expect(problemsOf(withSessions({ profile: 'fast', ...policy({ lossLimit: 30 }) }))).toEqual([]);
  const record = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}`;
  expect(record).toHaveLength(243);
  expect(problemsOf(withSessions({ dns: { zone: 'Z1', record } }))).toEqual([]);
});

test('all problems come at once, also those of a datastore beside a broken one', () => {
  const input = {
    ...config,
    account: 1,
    datastores: { broken: {}, sessions: { ...sessions, preference: [] }, orders: sessions },
  };
  const text = problemsOf({ ...input, datastores: { ...input.datastores, carts: sessions } }).join('\n');

  expect(text).toContain('account: expected text, got 1');
  expect(text).toContain('datastores.broken.globalReplicationGroupId');
  expect(text).toContain('datastores.sessions.preference');
  expect(text).toContain(
    'datastores.carts.globalReplicationGroupId: expected one that no other datastore has, got ldgnf-sessions, as orders',
  );
  expect(text).toContain('datastores.carts.dns.record: expected one that no other datastore has');
  expect(text).toContain(
    'datastores.carts.replicationGroups: expected one that no other datastore has, got sessions-use1 in us-east-1',
  );
  expect(text.split('\n').every((line) => line.startsWith('failover.config.ts: '))).toBe(true);
});

const alarmIn = (region: string) => ({ clientAlarms: [{ region, name: 'client-errors' }] });

test.each<[string, unknown, boolean]>([
  ['own reach and the witness', withSessions({ clientAlarms: [] }), true],
  ['own reach and a client alarm elsewhere', withSessions({}, { witness: undefined }), true],
  ['the witness and a client alarm elsewhere', withSessions({ network: unreached }), true],
  ['own reach only', withSessions({ clientAlarms: [] }, { witness: undefined }), false],
  ['the witness only', withSessions({ clientAlarms: [], network: unreached }), false],
  ['a client alarm elsewhere only', withSessions({ network: unreached }, { witness: undefined }), false],
  // It cannot speak while it is in the dark Region, and is not outside while it is in the target's.
  [
    'own reach and a client alarm in a member Region',
    withSessions(alarmIn('us-east-1'), { witness: undefined }),
    false,
  ],
  ['own reach, the witness, and a client alarm in a member Region', withSessions(alarmIn('us-east-1')), true],
])("'auto' with %s", (_, input, accepted) => {
  expect(problemsOf(input)).toHaveLength(accepted ? 0 : 2);
});

test("what 'auto' lacks is named for each takeover, with what to add", () => {
  const [toEast, toWest] = problemsOf(withSessions({ clientAlarms: [] }, { witness: undefined }));
  expect(toEast).toContain('for us-east-1 to take over from us-west-2 two confirmations');
  expect(toWest).toBe(
    "failover.config.ts: datastores.sessions.policy.automation: expected 'approve', or for us-west-2 to take over from us-east-1 " +
      "two confirmations, one of them from outside us-west-2, got 'auto' with ownReach; add primaryApi: witness: a Region " +
      'without members, or clientView: clientAlarms: an alarm on client errors kept in a Region other than us-east-1 and us-west-2',
  );
});

test("with 'approve' no confirmation is needed, because people are asked", () => {
  const alone = { clientAlarms: [], network: unreached, ...policy({ automation: 'approve' }) };
  expect(problemsOf(withSessions(alone, { witness: undefined }))).toEqual([]);
});

test('the longest name of a datastore keeps every name of ours within the limits of AWS', () => {
  const longest = 'd'.repeat(40);
  expect(names.touchCache(longest).length).toBeLessThanOrEqual(64);
  for (const alarm of [names.dataArrivingAlarm, names.primaryReachableAlarm, names.replicationBrokenAlarm])
    expect(alarm(longest).length).toBeLessThanOrEqual(255);
  expect(problemsOf({ ...config, datastores: { [longest]: sessions } })).toEqual([]);
  expect(problemsOf({ ...config, datastores: { [`${longest}d`]: sessions } })).toHaveLength(1);
});
