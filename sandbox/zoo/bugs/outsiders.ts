import type { Bug } from '../bug.ts';
import { by, on, swap } from '../planting.ts';

/** Events, names and secrets of others: believed, taken as they come, or told. */
export const outsiders: readonly Bug[] = [
  {
    name: 'event-believed',
    about: 'Whoever sets the state of our alarm starts a run: the data behind it do not count.',
    breaks: 'N21',
    edits: [
      swap(
        'functions/handlers/receive-alarm.ts',
        "if (!holds) return ignore(ports, { because: 'NotConfirmed', detail, datastore });",
        "ports.log.info('alarm', { holds, detail });",
      ),
    ],
    caughtBy: on('zoo-forced-alarm'),
  },
  {
    name: 'name-taken-as-it-comes',
    about: 'The datastore in a failed request is not looked up before it is written and paged.',
    breaks: 'N22',
    edits: [
      swap(
        'functions/handlers/ask-for-help.ts',
        'known.find((name) => name === (run?.datastore ?? datastore));',
        "known.length > 0 ? String(run?.datastore ?? datastore ?? '') : undefined;",
      ),
    ],
    caughtBy: by('test/handlers/ask-for-help.test.ts'),
  },
  {
    name: 'alarm-name-cut-up',
    about:
      "The datastore is cut out of an alarm's name, and its switch read, before anybody looks whether there is one.",
    breaks: 'N22',
    edits: [
      swap(
        'functions/domain/alarm-trigger.ts',
        'const found = datastoresIn(config, region).find(([name]) => names.primaryDownAlarm(name) === alarmData.alarmName);',
        'const found = /(?<=^failover-).*(?=-primary-down$)/s.exec(alarmData.alarmName);',
      ),
      swap(
        'functions/handlers/receive-alarm.ts',
        'const { policy } = datastoreOf(config, datastore);',
        "const { policy } = datastoreOf(config, Object.keys(config.datastores)[0] ?? '');",
      ),
    ],
    caughtBy: on('hostile-alarm-names'),
  },
  {
    name: 'look-alike-alarm',
    about: 'An alarm is ours if its name is, whoever has one of that name.',
    breaks: 'N21',
    edits: [
      swap(
        'functions/domain/alarm-trigger.ts',
        "if (accountId !== config.account) return ignored('OtherAccount', 'it comes from another account');",
        '',
      ),
    ],
    caughtBy: by('test/handlers/receive-alarm.test.ts'),
  },
  {
    name: 'token-in-the-log',
    about: 'The line about the request for approval holds the token that answers it.',
    breaks: 'N24',
    edits: [
      swap(
        'functions/middleware/summary.ts',
        'const secret = /password|secret|credential|token|authorization/i;',
        'const secret = /password|secret|credential|authorization/i;',
      ),
    ],
    caughtBy: on('zoo-approved'),
  },
  {
    name: 'secret-in-the-log',
    about: 'What is called a secret is logged like anything else.',
    breaks: 'N24',
    edits: [
      swap(
        'functions/middleware/summary.ts',
        "secret.test(key) && member !== undefined ? '[redacted]' : summary(member, depth + 1),",
        "secret.test(key) && member === undefined ? '[redacted]' : summary(member, depth + 1),",
      ),
    ],
    caughtBy: by('test/functions/middleware/summary.test.ts'),
  },
  {
    name: 'secret-in-an-error',
    about: 'What is wrong with a secret is told by the secret itself.',
    breaks: 'N24',
    edits: [
      swap(
        'functions/aws/secrets.ts',
        'const parsed = Secret.safeParse(parseQuietly(SecretString));',
        "const parsed = Secret.safeParse(parseQuietly(SecretString)); if (!parsed.success) throw new SettingMissing('this is no JSON: ' + SecretString);",
      ),
    ],
    caughtBy: on('secret-that-is-no-json'),
  },
  {
    name: 'echo-is-told',
    about: 'What a cache says of a refused AUTH is told word by word, though it quotes the password.',
    breaks: 'N24',
    edits: [swap('functions/redis/first-word.ts', "password.includes(word) ? 'ERR' : word;", 'message;')],
    caughtBy: on('secret-echoed-by-the-cache'),
  },
  {
    name: 'words-as-they-come',
    about: 'What people and services write goes into pages with its control characters.',
    breaks: 'N24',
    edits: [swap('functions/contract/plain-line.ts', "text.replace(unsafe, ' ')", 'text')],
    caughtBy: on('hostile-words-in-the-switch'),
  },
];
