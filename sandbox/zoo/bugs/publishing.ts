import type { Bug } from '../bug.ts';
import { by, on, swap } from '../planting.ts';

const publishRecord = 'functions/publication/publish-record.ts';
const records = 'functions/aws/records.ts';

/** What is published that must not be. */
export const publishing: readonly Bug[] = [
  {
    name: 'publishes-before-the-writes',
    about: 'The workflow publishes as soon as the promotion was looked at, done or not.',
    breaks: 'N15',
    edits: [
      swap(
        'state-machines/failover.asl.json',
        '"Variable": "$.check.done",\n          "BooleanEquals": true,',
        '"Variable": "$.check.done",\n          "IsPresent": true,',
      ),
    ],
    caughtBy: on('zoo-role-before-writes'),
  },
  {
    name: 'adopted-without-a-canary',
    about: 'Reconcile publishes a Region for its role, whether or not its shards take writes.',
    breaks: 'N15',
    edits: [
      swap(
        'functions/domain/reconciliation.ts',
        "  if (!writes) return hold('TakesNoWrites', noWrites(readings));\n  if (isFirst(readings))",
        '  if (isFirst(readings))',
      ),
    ],
    caughtBy: on('zoo-by-hand-before-writes'),
  },
  {
    name: 'copies-unasked',
    about: "Another Region's record is copied without asking that Region's own API.",
    breaks: 'N15',
    edits: [
      swap(
        'functions/domain/own-standing.ts',
        "return separated === true && alone?.outcome === 'answered' && isStandalone(alone.value);",
        "return separated !== true || (alone?.outcome === 'answered' && isStandalone(alone.value));",
      ),
    ],
    caughtBy: on('zoo-forged-record'),
  },
  {
    name: 'separated-is-led-back',
    about: 'What was separated is reconciled like anything else.',
    breaks: 'N15',
    edits: [
      swap(
        'functions/domain/reconcile-separated.ts',
        '  if (!record?.separated) return undefined;\n',
        '  if (!record?.separated || !isAlone) return undefined;\n',
      ),
    ],
    caughtBy: by('test/domain/reconciliation-separated.test.ts'),
  },
  {
    name: 'higher-epoch-overwritten',
    about: 'Whatever stands in the parameter is replaced, of a higher epoch or not.',
    breaks: 'N16',
    edits: [
      swap(
        publishRecord,
        'if (compareEpochs(parsed.value.epoch, record.epoch) > 0) throw superseded(parsed.value, record);',
        '',
      ),
    ],
    caughtBy: on('zoo-written-meanwhile'),
  },
  {
    name: 'old-record-deleted-first',
    about: 'The old record is deleted in a batch of its own, and the new one created after it.',
    breaks: 'N16',
    edits: [
      swap(
        records,
        "const Changes = [...remove.map(changeOf('DELETE')), ...create.map(changeOf('CREATE'))];",
        "if (remove.length > 0)\n        await client().send(\n          new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes: remove.map(changeOf('DELETE')) } }),\n        );\n      const Changes = create.map(changeOf('CREATE'));",
      ),
    ],
    caughtBy: on('blackout'),
  },
  {
    name: 'record-changed-without-comparing',
    about: 'The record is led elsewhere although a higher epoch stands beside it.',
    breaks: 'N16',
    edits: [
      swap(
        'functions/domain/dns-change.ts',
        'if (published && compareEpochs(published, wanted.epoch) > 0)',
        'if (published && compareEpochs(published, wanted.epoch) > 1_000)',
      ),
    ],
    caughtBy: by('test/domain/dns-change.test.ts'),
  },
  {
    name: 'keeps-a-copy-of-its-own',
    about: 'What is replaced is kept in a parameter that nobody configured.',
    breaks: 'N17',
    edits: [
      swap(
        publishRecord,
        'const version = await write(parameters, name, canonical(record));',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text.
        'await write(parameters, `${name}-before`, canonical(current?.record ?? record)).catch(() => 0);\n    const version = await write(parameters, name, canonical(record));',
      ),
    ],
    caughtBy: on('blackout'),
  },
  {
    name: 'may-write-any-parameter',
    about: 'Publishers may write every parameter of the account.',
    breaks: 'N17',
    edits: [
      swap(
        'infra/constructs/grants/parameters.ts',
        'resources: here.flatMap(([name, { plainParameters }]) => [\n        arn.parameter(names.endpointParameter(name)),',
        "resources: here.flatMap(([name, { plainParameters }]) => [\n        arn.parameter('*'),",
      ),
    ],
    caughtBy: by('test/infra/permissions.test.ts'),
  },
  {
    name: 'endpoint-of-the-record-before',
    about: 'The endpoint is taken from what is published already.',
    breaks: 'N23',
    edits: [
      swap(
        'functions/publication/own-record.ts',
        'return recordOf(member.value, {',
        'return recordOf({ ...member.value, ...(previous?.primary && { primary: previous.primary }) }, {',
      ),
    ],
    caughtBy: on('blackout'),
  },
  {
    name: 'endpoints-not-confirmed',
    about: 'A record is copied with whatever host it names, and ElastiCache is not asked whose that is.',
    breaks: 'N23',
    edits: [
      swap(
        'functions/reconcile/confirm-endpoints.ts',
        'if (!namesEndpointsOf(record, look.value, datastore.access.tls))',
        'if (!namesEndpointsOf(record, look.value, datastore.access.tls) && record.primary === undefined)',
      ),
    ],
    caughtBy: on('zoo-forged-host'),
  },
];
