import { type Message, message } from './message.ts';
import { anotherError, rebuilding } from './runbook-section.ts';
import { rebuildLines } from './separation-lines.ts';

interface Facts {
  readonly datastore: string;
  readonly region: string;
  readonly reason: string;
  readonly detail: string;
}

/** A difference between reality and what is published that nobody but people may settle. */
export const differenceMessage = (facts: Facts): Message =>
  message(`DIFFERENCE: ${facts.datastore} in ${facts.region}: ${facts.reason}`, {
    lines: [
      `${facts.reason}: ${facts.detail}`,
      '',
      ...(advice.get(facts.reason) ?? [unknown]),
      ...(facts.reason === 'Separated' ? rebuildLines({ ...facts, region: 'the separated Region' }) : []),
      '',
      'The roles:',
      `  aws elasticache describe-global-replication-groups --show-member-info --region ${facts.region}`,
      '',
      ...(notByARun.includes(facts.reason) ? [] : [...publishing(facts), '']),
    ],
    about: [
      advice.has(facts.reason) ? facts.reason : anotherError,
      ...(facts.reason === 'Separated' ? [rebuilding] : []),
    ],
  });

const publishing = ({ datastore, region, reason }: Facts): string[] => [
  `If ${region} is the primary that clients should use, start an execution of the state machine there with:`,
  ...(reason === 'JournalBehind'
    ? [`  {"datastore": "${datastore}", "override": ["JournalBehind"]}`]
    : [
        `  {"datastore": "${datastore}"}`,
        'or, if the Regions disagree and you know that it is:',
        `  {"datastore": "${datastore}", "override": ["RolesUnclear"]}`,
      ]),
];

/** Another execution would help neither the record, once the endpoint is published, nor the switch, nor what is not rebuilt. */
const notByARun: readonly string[] = [
  'RecordNotChanged',
  'RecordConflict',
  'RecordBusy',
  'SwitchUnreadable',
  'Separated',
];

const nothing = 'Nothing was changed.';
const unknown = 'What was written before that failure stays. Reconcile tries again every minute.';

/** Whether anything was changed, and what to do, by reason. Each has its section in the runbook. */
const advice: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    RecordNotChanged: [
      'The endpoint was published in Parameter Store; the DNS record was not changed.',
      'Reconcile tries again every minute. Lead the record there by hand if clients cannot wait.',
    ],
    RecordConflict: [
      'The DNS record was not changed: what stands there is not ours.',
      'Correct it by hand, or delete it: Reconcile does the rest.',
    ],
    RecordBusy: ['The DNS record was not changed. Reconcile tries again every minute.'],
    PublicationFailed: ['The endpoint is not published here. Reconcile tries again every minute.'],
    RunAtWork: [
      `${nothing} Look at that execution, and stop it if it does nothing: its claim is freed a minute later.`,
    ],
    AutomationOff: [`${nothing} Turn the switch on again, or start an execution by hand.`],
    SwitchUnreadable: [
      `${nothing} No automatic run acts until it can be read. Correct the parameter, or delete it: absent is as configured.`,
    ],
    Separated: [
      'What is published is right, and stays so until people publish anew; this is said once a day.',
      'The rest of the old Global Datastore is published nowhere: keep writers away from its primary.',
    ],
    NotAMember: [`${nothing} Publish and lead clients by hand, or take the Region out of failover.config.ts.`],
    Unreadable: [`${nothing} Reconcile looks again every minute.`],
    RolesUnclear: [nothing],
    PrimaryUnpublished: [nothing],
    Unconfirmed: [nothing],
    JournalBehind: [`${nothing} This Region publishes and promotes nothing of its own until people say what is true.`],
    Superseded: [unknown],
    AnotherRegionPromoted: [unknown],
    SettingMissing: [unknown],
    TakesNoWrites: [`${nothing} Reconcile publishes once every shard takes writes.`],
  }),
);
