import type { Bug } from '../bug.ts';
import { by, on, swap } from '../planting.ts';

const claimsForRehearsal = swap(
  'functions/handlers/open-incident.ts',
  "asked.mode === 'dry-run'\n        ?",
  'asked.mode === undefined\n        ?',
);

/** What people said, and was not heeded. */
export const people: readonly Bug[] = [
  {
    name: 'nonsense-is-auto',
    about: 'A switch that holds no known word counts as if there were none.',
    breaks: 'N9',
    edits: [
      swap(
        'functions/domain/automation.ts',
        "if (typeof asked === 'string') return { automation: 'unreadable', note: asked };",
        "if (typeof asked === 'string') return { automation: configured, note: asked };",
      ),
    ],
    caughtBy: on('zoo-switch-nonsense'),
  },
  {
    name: 'unreadable-switch-may-act',
    about: 'A switch that cannot be read, or says nothing known, is no objection.',
    breaks: 'N9',
    edits: [
      swap(
        'functions/domain/objections.ts',
        "if (automation === 'unreadable') return",
        'if (automation === undefined) return',
      ),
    ],
    caughtBy: on('zoo-switch-nonsense'),
  },
  {
    name: 'switch-read-once',
    about: 'Once the promotion was called, nobody looks at the switch any more.',
    breaks: 'N9',
    edits: [
      swap(
        'functions/publication/guards.ts',
        '  if (!mayAct(inForce.automation))\n',
        '  if (!mayAct(inForce.automation) && inForce.automation === datastore.policy.automation)\n',
      ),
    ],
    caughtBy: on('zoo-switched-off-meanwhile'),
  },
  {
    name: 'approval-not-compared',
    about: 'An answer counts whatever it approves: another target, another epoch, a larger loss.',
    breaks: 'N9',
    edits: [
      swap(
        'functions/domain/approval.ts',
        'if (wrong) throw new InvalidRequest(',
        "if (wrong === '') throw new InvalidRequest(",
      ),
    ],
    caughtBy: by('test/domain/approval.test.ts'),
  },
  {
    name: 'observe-acts',
    about: 'Only "off" keeps automation from acting.',
    breaks: 'N20',
    edits: [
      swap(
        'functions/domain/objections.ts',
        "return automation === 'off' || automation === 'observe' ?",
        "return automation === 'off' ?",
      ),
    ],
    caughtBy: on('zoo-switch-observe'),
  },
  {
    name: 'dry-run-claims',
    about: 'A rehearsal takes the claim, and real runs are turned away.',
    breaks: 'N20',
    edits: [claimsForRehearsal],
    caughtBy: on('zoo-dry-run'),
  },
  {
    name: 'dry-run-promotes',
    about: 'The mode of a request is forgotten after it was opened.',
    breaks: 'N20',
    edits: [claimsForRehearsal, swap('functions/domain/next-step.ts', "if (mode === 'dry-run') return 'close';", '')],
    caughtBy: on('zoo-dry-run'),
  },
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
        'const found = /(?<=^failover-).*(?=-primary-down$)/s.exec(datastoresIn(config, region) && alarmData.alarmName);',
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
