import type { Datastore } from '../../contract/config.ts';
import type { Intent } from '../../contract/journal.ts';
import type { Region } from '../../contract/region.ts';
import type { CaughtError, RunState } from '../../contract/run-state.ts';
import { sentenceOf } from '../caught-error.ts';
import { formatEpoch } from '../epoch.ts';
import { type Message, message } from './message.ts';
import { anotherError, runbookSection } from './runbook-section.ts';

interface Facts {
  readonly region: string;
  readonly execution: string;
  readonly datastore: string | undefined;
  readonly error: CaughtError;
  /** Of an error of ours; another's has none, and is explained with all such. */
  readonly remedy: string | undefined;
  readonly state: Partial<RunState>;
  /** The run's noted call, where the journal could be read and holds one of this run. */
  readonly intent: Intent | undefined | 'unreadable';
  /** The command that promotes this Region without us. */
  readonly byHand?: string | undefined;
  /** The command that separates this Region without us. */
  readonly lastResort?: string | undefined;
}

/** A failed run, as people are told: what was done, what was not, and what to do now. */
export const helpMessage = (facts: Facts): Message => {
  const { region, execution, datastore, error, remedy } = facts;
  const lines = [
    `${error.Error}: ${sentenceOf(error)}`,
    '',
    'What was done:',
    ...done(facts),
    '',
    'What to do now:',
    ...(remedy ? [remedy] : []),
    'Read the state before anything else:',
    `  aws elasticache describe-global-replication-groups --show-member-info --region ${region}`,
    ...(datastore
      ? [
          `To publish ${region} if it is the primary, or to try again, start an execution there with:`,
          `  {"datastore": "${datastore}"}`,
        ]
      : []),
    ...(facts.byHand
      ? [
          `Only if ${region} must take over and nothing of ours works (${runbookSection('Break glass')}):`,
          `  ${facts.byHand}`,
        ]
      : []),
    ...lastResort(facts),
    '',
    `Execution: ${execution}`,
  ];
  return message(`HELP: failover of ${datastore ?? 'a datastore'} in ${region} failed: ${error.Error}`, {
    lines,
    about: [remedy === undefined ? anotherError : error.Error],
  });
};

/** Failures after which separation is what is left. One that was called and is late is only to be watched. */
const leadsToSeparation: readonly string[] = [
  'PromotionTimedOut',
  'PromotionRefused',
  'SeparationNotCalled',
  'SeparationRefused',
];

const lastResort = ({ error, region, lastResort: command }: Facts): string[] =>
  command === undefined || !leadsToSeparation.includes(error.Error)
    ? []
    : [
        `The last resort, if ${region} must take writes at any price (${runbookSection('Last resort: separate')}):`,
        `  ${command}`,
        'It breaks the Global Datastore and cannot be undone; the old primary, if it lives, goes on taking writes.',
      ];

/** What a person types to promote a Region's member, with nothing of ours. `Reconcile` adopts the result. */
export const promotionCommand = ({ globalReplicationGroupId, replicationGroups }: Datastore, region: Region): string =>
  `aws elasticache failover-global-replication-group --region ${region} --global-replication-group-id ${globalReplicationGroupId} --primary-region ${region} --primary-replication-group-id ${replicationGroups[region] ?? ''}`;

const done = ({ intent, state }: Facts): string[] => {
  if (intent === 'unreadable') return ['- the journal cannot be read: a promotion may have been called'];
  if (!intent) return ['- nothing was promoted and nothing was published by this run'];
  const parameters = state.publication?.[0];
  const dns = state.publication?.[1];
  return [
    intent.kind === 'adopt'
      ? `- ${intent.to} was the primary already; epoch ${formatEpoch(intent.epoch)} was taken`
      : `- the promotion of ${intent.to} was noted at ${intent.calledAt} under epoch ${formatEpoch(intent.epoch)}; it may not have been sent`,
    ...(intent.separateCalledAt
      ? [`- the separation of ${intent.to} was noted at ${intent.separateCalledAt}; it may not have been sent`]
      : []),
    `- writes on every shard: ${intent.verifiedAt ? `passed at ${intent.verifiedAt}` : 'not seen yet'}`,
    `- the parameter: ${intent.publishedAt ? `published at ${intent.publishedAt}` : parameters && 'failed' in parameters ? `failed (${parameters.failed.Error})` : 'not published'}`,
    `- the DNS record: ${!dns ? 'not changed' : 'failed' in dns ? `failed (${dns.failed.Error})` : dns.outcome}`,
  ];
};
