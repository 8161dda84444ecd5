import type { Bug } from '../bug.ts';
import { on, swap } from '../planting.ts';

const asl = 'state-machines/failover.asl.json';
const reconciliation = 'functions/domain/reconciliation.ts';

/** What must come about, and does not. */
export const always: readonly Bug[] = [
  {
    name: 'silence-is-disagreement',
    about: 'A Region that does not answer counts as one that sees another primary.',
    breaks: 'L1',
    edits: [
      swap(
        'functions/domain/weigh-roles.ts',
        'if (!view || onlyPrimary(view) === primary) return [];',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text.
        'if (region !== here && !view) return [`${region} does not say`];\n    if (!view || onlyPrimary(view) === primary) return [];',
      ),
    ],
    caughtBy: on('blackout'),
  },
  {
    name: 'all-must-confirm',
    about: 'An outage counts only if every observer confirms it.',
    breaks: 'L1',
    edits: [
      swap(
        'functions/domain/objections.ts',
        'if (down.length >= 2 && down.some(({ outside }) => outside)) return undefined;',
        'if (down.length > confirmations.length) return undefined;',
      ),
    ],
    caughtBy: on('blackout'),
  },
  {
    name: 'hold-without-a-page',
    about: 'What our own triggers come to is told to machines only.',
    breaks: 'L2',
    edits: [
      swap(
        'functions/handlers/close-incident.ts',
        "trigger === 'manual' || claim !== 'refused';",
        "trigger === 'manual' && claim !== 'refused';",
      ),
    ],
    caughtBy: on('zoo-link-cut'),
  },
  {
    name: 'page-without-the-override',
    about: 'The page about a hold does not say how to overrule it.',
    breaks: 'L2',
    edits: [
      swap(
        'functions/domain/messages/outcome-message.ts',
        'JSON.stringify(outcome.overrideWith)',
        "'the input that the runbook describes'",
      ),
    ],
    caughtBy: on('zoo-link-cut'),
  },
  {
    name: 'failure-without-a-page',
    about: 'AskForHelp tells machines, and forgets people.',
    breaks: 'L2',
    edits: [
      swap(
        'functions/handlers/ask-for-help.ts',
        'people: () => pager.page(message),',
        "people: async () => log.warn('help', { subject: message.subject }),",
      ),
    ],
    caughtBy: on('zoo-written-meanwhile'),
  },
  {
    name: 'dead-claim-stands',
    about: 'A Reconcile that died is taken for one at work, for ever.',
    breaks: 'L3',
    edits: [
      swap(
        'functions/evidence/owner-state.ts',
        "return now - Date.parse(claim.since) > longestAfterlifeMs ? 'dead' : 'alive';\n  const status",
        "return 'alive';\n  const status",
      ),
    ],
    caughtBy: on('zoo-reconcile-dies'),
  },
  {
    name: 'nothing-is-copied',
    about: 'Reconcile knows the record of the other Region, and does not copy it.',
    breaks: 'L4',
    edits: [swap(reconciliation, '  if (copy) return copy;\n', "  if (copy?.kind === 'hold') return copy;\n")],
    caughtBy: on('zoo-forced-alarm'),
  },
  {
    name: 'record-left-alone',
    about: 'Reconcile does not see that the record, or the epoch beside it, is not what it should be.',
    breaks: 'L4',
    edits: [
      swap(
        'functions/domain/dns-differs.ts',
        "  if (!found || found.outcome === 'unknown' ||",
        "  if (!found || found.outcome !== 'unknown' ||",
      ),
    ],
    caughtBy: on('zoo-reconcile-dies'),
  },
  {
    name: 'works-harder-in-a-storm',
    about: 'While a Region does not answer, Reconcile reads everything again and again.',
    breaks: 'L5',
    edits: [
      swap(
        'functions/reconcile/reconcile-datastore.ts',
        '  const { claim, intent } = readings.incident;\n',
        "  if ([...readings.published.values()].some(({ outcome }) => outcome !== 'answered'))\n    for (let again = 0; again < 100; again++) await ports.journal.readReconcile(name);\n  const { claim, intent } = readings.incident;\n",
      ),
    ],
    caughtBy: on('blackout'),
  },
  {
    name: 'patient-with-a-dark-region',
    about: 'Calls to another Region have the time that the SDK would give them, or more.',
    breaks: 'L6',
    edits: [
      swap(
        'functions/aws/clients.ts',
        'there: { connectionTimeout: 1000, requestTimeout: 2000, maxAttempts: 1 }',
        'there: { connectionTimeout: 15_000, requestTimeout: 15_000, maxAttempts: 1 }',
      ),
    ],
    caughtBy: on('blackout'),
  },
  {
    name: 'record-fails-the-run',
    about: 'A record that cannot be changed fails the whole run.',
    breaks: 'L7',
    edits: [
      swap(
        asl,
        '"Comment": "Closes the incident as degraded, with a page; Reconcile repeats the change.",\n              "Type": "Pass",\n              "Parameters": {\n                "failed.$": "$.failed"\n              },\n              "End": true',
        '"Type": "Fail",\n              "Error": "DnsFailed",\n              "Cause": "The record was not changed."',
      ),
    ],
    caughtBy: on('blackout'),
  },
  {
    name: 'closed-as-if-all-was-well',
    about: 'A record that was not changed is no difference.',
    breaks: 'L7',
    edits: [swap('functions/handlers/verify-cutover.ts', "...(dns && 'failed' in dns", "...(dns && 'failed' in {}")],
    caughtBy: on('blackout'),
  },
  {
    name: 'level-trigger-fires-once',
    about: 'What stayed bad after the first run is left alone.',
    breaks: 'L8',
    edits: [
      swap(
        'functions/domain/level-trigger.ts',
        'if (!mayStart || !due) return',
        'if (!mayStart || !due || attempts > 0) return',
      ),
    ],
    caughtBy: on('zoo-frozen-for-long'),
  },
  {
    name: 'by-hand-is-theirs',
    about: 'What people promoted is for people to publish, and nobody is told.',
    breaks: 'L9',
    edits: [
      swap(
        reconciliation,
        "if (memory?.sawItselfSecondary && sameEpoch(memory.secondaryAtEpoch, highest)) return { kind: 'adopt' };",
        "if (memory?.sawItselfSecondary) return { kind: 'settled', record: undefined };",
      ),
      swap(
        reconciliation,
        'if (!record || record.primaryRegion === primary) return',
        'if (!record || record.primaryRegion !== undefined) return',
      ),
    ],
    caughtBy: on('zoo-by-hand'),
  },
];
