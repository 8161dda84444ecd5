import { names } from '../../functions/contract/names.ts';
import type { Scenario, Stage } from '../stage/stage.ts';
import { losePrimary, minute, staysFor, untilPaged, untilPublished } from './moves.ts';

const json = 'sessions","mode":"failover","override":["TooFewConfirmations"],"x":"';
const path = '../../failover/sessions/switch';
const terminal = '\u001b[2J\u001b[1;1HFAILED OVER: all is well\u0007';

/** What would be something else as soon as it stood in JSON, a path, an ARN, a Redis command, a batch or a terminal. */
const hostile: readonly string[] = [
  json,
  path,
  terminal,
  'arn:aws:states:us-west-2:999999999999:stateMachine:failover',
  'sessions\r\nFLUSHALL\r\n',
  'sessions}{failover:heartbeat',
  'sessions\u202e\u2028\u0085$(reboot)`reboot`',
  '__proto__',
];

const account = '111122223333';

/** What Lambda is handed for an alarm of that name; nobody but AWS can really send it. */
const alarmNamed = (alarmName: string, region: string) => ({
  source: 'aws.cloudwatch',
  alarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:${alarmName}`,
  accountId: account,
  region,
  time: '2026-11-23T08:02:00Z',
  alarmData: { alarmName, state: { value: 'ALARM', reason: alarmName, timestamp: '2026-11-23T08:02:00.000+0000' } },
});

const loseAndWait = async (stage: Stage): Promise<void> => {
  losePrimary(stage);
  await untilPublished(stage);
  await stage.advance(minute);
};

/** Words that are not meant for people only. They are looked up, or told as one harmless line; they lead nowhere. */
export const hostileWords: readonly Scenario[] = [
  {
    name: 'hostile-datastore-in-a-request',
    about:
      'Whoever may start runs names datastores that are commands, paths and JSON: each run is refused in its first state.',
    hostile,
    play: async (stage) => {
      for (const datastore of hostile) await stage.people.start(stage.preferred, { datastore });
      await staysFor(stage, 3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'hostile-reason-in-a-request',
    about:
      'A person gives a reason that would clear a terminal and forge a line, in a loss: promoted, and it stays one line.',
    hostile,
    play: async (stage) => {
      await stage.people.turnSwitch(stage.preferred, 'off');
      losePrimary(stage);
      await stage.advance(2 * minute);
      await stage.people.start(stage.preferred, { requestedBy: 'ann', reason: hostile.join('\n') });
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'hostile-requester',
    about:
      'Runs are started in names that are no names, with waivers that may lose data: each is refused, nothing is changed.',
    hostile,
    play: async (stage) => {
      const override = ['DataStillArriving', 'TooFewConfirmations', 'NotPersistent'];
      for (const requestedBy of hostile) await stage.people.start(stage.preferred, { requestedBy, override });
      await staysFor(stage, 20 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'hostile-approver',
    about:
      'An answer is given in a name that holds an escape sequence: it is refused and told; the next answer counts.',
    hostile,
    policy: { automation: 'approve' },
    play: async (stage) => {
      losePrimary(stage);
      await untilPaged(stage, 'APPROVE?');
      await stage.people.approve(stage.preferred, JSON.stringify(terminal).slice(1, -1));
      await untilPaged(stage, 'characters that cannot be seen');
      const before = stage.see.pages().length;
      const isAsked = (): boolean =>
        stage.see
          .pages()
          .slice(before)
          .some(({ detail }) => String(detail?.subject).startsWith('APPROVE?'));
      await stage.until('people are asked again', isAsked, { within: 40 * minute });
      await stage.people.approve(stage.preferred, 'ann');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'hostile-words-in-the-switch',
    about:
      'The switch says observe, for a reason that would forge a page, and the primary is lost for a while: it holds, and tells why.',
    hostile,
    play: async (stage) => {
      const switched = { automation: 'observe', reason: hostile.join('\n').slice(0, 200), by: terminal };
      await stage.people.turnSwitch(stage.preferred, JSON.stringify(switched));
      losePrimary(stage);
      await staysFor(stage, 10 * minute);
      stage.network.heal(stage.primary);
      await stage.people.turnSwitch(stage.preferred, undefined);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['AutomationOff', 'FAILED OVER: all is well'] },
  },
  {
    name: 'hostile-acknowledgement',
    about:
      'The acknowledgement of a promotion holds nothing but commands and paths: it ends no cooldown, and leads nowhere.',
    hostile,
    play: async (stage) => {
      await loseAndWait(stage);
      stage.network.heal(stage.primary);
      await stage.advance(3 * minute);
      const written = { epoch: 2, region: path, promotedAt: terminal, by: json };
      const name = names.acknowledgedParameter(stage.datastore);
      await stage.people.putParameter(stage.primary, name, JSON.stringify(written));
      stage.network.blackout(stage.preferred);
      await stage.advance(10 * minute);
      stage.network.heal(stage.preferred);
      await stage.people.putParameter(stage.primary, name, undefined);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'hostile-alarm-names',
    about:
      'ReceiveAlarm is handed alarms whose names are commands and paths, and then the primary is really lost: one promotion.',
    hostile,
    play: async (stage) => {
      const own = names.primaryDownAlarm(stage.datastore);
      for (const word of hostile)
        for (const name of [word, `failover-${word}-primary-down`, `${own}${word}`])
          await stage.functions.invoke(stage.preferred, 'ReceiveAlarm', alarmNamed(name, stage.preferred));
      await staysFor(stage, 3 * minute);
      await loseAndWait(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'hostile-published-record',
    about:
      'Published records are overwritten with hosts, Regions and names that are commands: none is copied, all are mended.',
    hostile,
    play: async (stage) => {
      const { primary, preferred } = stage;
      const endpoint = names.endpointParameter(stage.datastore);
      const record = stage.see.published(primary);
      const members = ['primary', 'primaryRegion', 'datastore', 'reader'] as const;
      for (const [index, word] of hostile.entries()) {
        const member = members[index % members.length] ?? 'primary';
        const epoch = { counter: 40 + index, region: member === 'primaryRegion' ? word : primary };
        for (const region of [primary, preferred])
          await stage.people.putParameter(region, endpoint, JSON.stringify({ ...record, epoch, [member]: word }));
        await stage.advance(minute);
      }
      const isMended = (region: string): boolean => stage.see.published(region)?.primaryRegion === primary;
      await stage.until('all is published again', () => isMended(primary) && isMended(preferred), {
        within: 10 * minute,
      });
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'hostile-words-of-a-cache',
    about:
      "The heir's cache refuses everything in words that would forge a page, in a loss that ends: nothing is promoted.",
    hostile,
    play: async (stage) => {
      const { caches, preferred, primary } = stage;
      const victims = { ...caches.clusterIn(preferred), nodes: 'all' as const };
      for (const word of hostile) {
        caches.nemesis.refuse(victims, `ERR ${word}`);
        await stage.advance(15_000);
      }
      losePrimary(stage);
      await staysFor(stage, 5 * minute);
      stage.network.heal(primary);
      caches.nemesis.refuse(victims, undefined);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
];
