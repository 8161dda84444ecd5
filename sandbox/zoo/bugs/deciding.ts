import type { Bug } from '../bug.ts';
import { by, on, swap } from '../planting.ts';

const objections = 'functions/domain/objections.ts';
const confirmations = 'functions/domain/weigh-confirmations.ts';
const witnessSilent = "  if (fromWitness?.api !== 'dark')\n";

/** What is decided on too little. */
export const deciding: readonly Bug[] = [
  {
    name: 'one-confirmation-is-enough',
    about: 'What this Region sees by itself is taken for proof.',
    breaks: 'N1',
    edits: [
      swap(
        objections,
        'if (down.length >= 2 && down.some(({ outside }) => outside)) return undefined;',
        'if (down.length >= 1) return undefined;',
      ),
    ],
    caughtBy: on('zoo-link-cut'),
  },
  {
    name: 'witness-not-asked',
    about: "The primary's API counts as dark when it is dark from here, whatever the witness sees.",
    breaks: 'N1',
    edits: [
      swap(confirmations, "if (fromWitness?.api === 'alive') return", "if (fromWitness?.api === 'asleep') return"),
      swap(confirmations, witnessSilent, '  if (fromWitness === null)\n'),
    ],
    caughtBy: on('zoo-link-cut'),
  },
  {
    name: 'override-for-everyone',
    about: 'An override counts for a run that says it is the alarm.',
    breaks: 'N1',
    edits: [
      swap(
        'functions/domain/decide.ts',
        "  trigger === 'manual' && override.includes(guard);",
        "  trigger !== 'nobody' && override.includes(guard);",
      ),
    ],
    caughtBy: on('zoo-pretended-alarm'),
  },
  {
    name: 'dead-heartbeat-is-an-outage',
    about: 'Only the heartbeat is watched, and not the offset that moves with every write.',
    breaks: 'N2',
    edits: [
      swap(
        'functions/domain/shard-memory.ts',
        'look.offset.position > memory.position,',
        'look.offset.position < memory.position,',
      ),
      swap(
        'functions/domain/weigh-data.ts',
        '  shard.offset !== undefined && memoryOf(shard, memories)?.offsetMovedAt !== undefined;',
        '  shard.offset !== undefined && memoryOf(shard, memories) !== undefined;',
      ),
    ],
    caughtBy: on('zoo-data-arrives'),
  },
  {
    name: 'override-waives-everything',
    about: 'Whoever waives one guard waives them all, data that arrives among them.',
    breaks: 'N2',
    edits: [
      swap(
        'functions/domain/decide.ts',
        "  trigger === 'manual' && override.includes(guard);",
        "  trigger === 'manual' && (override.includes(guard) || override.length > 0);",
      ),
    ],
    caughtBy: by('test/domain/override-matrix.test.ts'),
  },
  {
    name: 'unknown-counts-as-down',
    about: 'Whatever is not known to be up speaks for an outage.',
    breaks: 'N3',
    edits: [
      swap(
        objections,
        "const down = confirmations.filter(({ verdict }) => verdict === 'down');",
        "const down = confirmations.filter(({ verdict }) => verdict !== 'up');",
      ),
    ],
    caughtBy: on('zoo-heir-alone'),
  },
  {
    name: 'refused-is-dark',
    about: 'An API that throttles or denies is taken for one that is gone.',
    breaks: 'N3',
    edits: [
      swap(
        'functions/domain/darkness.ts',
        "if (name !== undefined && throttled.test(name)) return 'refused';",
        "if (name !== undefined && throttled.test(name)) return 'dark';",
      ),
    ],
    caughtBy: on('zoo-api-refuses'),
  },
  {
    name: 'insufficient-data-is-an-alarm',
    about: 'An alarm without data counts as one that says that no data arrives.',
    breaks: 'N3',
    edits: [
      swap(
        'functions/domain/primary-down.ts',
        "if (data?.state !== 'ALARM') return no(",
        "if (data?.state !== 'ALARM' && data?.state !== 'INSUFFICIENT_DATA') return no(",
      ),
      swap(
        'functions/domain/primary-down.ts',
        "if (arriving === undefined) return no('no fresh data says whether data arrives');",
        '',
      ),
      swap('functions/domain/primary-down.ts', 'if (arriving !== 0) return', 'if (arriving === 1) return'),
    ],
    caughtBy: by('test/domain/primary-down.test.ts'),
  },
  {
    name: 'second-look-skipped',
    about: 'PromoteRegion acts on the evidence that AssessHealth had.',
    breaks: 'N4',
    edits: [
      swap(
        'functions/handlers/promote-region.ts',
        'const readings = await gatherOutage(ports, settings, run.datastore);',
        'const readings = { incident: await ports.journal.readIncident(run.datastore), published: new Map(), groups: new Map(), here: region, name: run.datastore, datastore, readAt: ports.clock.now().getTime() } as unknown as Readings;',
      ),
      swap(
        'functions/handlers/promote-region.ts',
        'const evidence = weigh(readings, { ...run, changeSince: state.assessment?.changeSince });',
        'const evidence = state.assessment?.evidence ?? weigh(readings, run);',
      ),
    ],
    caughtBy: on('blackout'),
  },
  {
    name: 'silent-witness-agrees',
    about: 'A witness that was not heard counts as one that finds the API dark.',
    breaks: 'N5',
    edits: [swap(confirmations, witnessSilent, "  if (fromWitness && fromWitness.api !== 'dark')\n")],
    caughtBy: on('zoo-heir-alone'),
  },
  {
    name: 'self-test-skipped',
    about: "A network that does not even reach its own cache has an opinion of the primary's.",
    breaks: 'N5',
    edits: [swap(confirmations, "if (seen.local?.reach !== 'alive')", "if (seen.local?.reach === 'unknown')")],
    caughtBy: by('test/domain/weigh-confirmations.test.ts'),
  },
];
