import type { Bug } from '../bug.ts';
import { by, on, swap } from '../planting.ts';

const promoteRegion = 'functions/handlers/promote-region.ts';
const asl = 'state-machines/failover.asl.json';

const sent =
  "    await ports.topology.promote({\n      globalReplicationGroupId: datastore.globalReplicationGroupId,\n      replicationGroupId: datastore.replicationGroups[region] ?? '',\n    });\n";

/** Claims, epochs, and the one call that must not be made twice. */
export const acting: readonly Bug[] = [
  {
    name: 'claim-taken-from-the-living',
    about: 'A claim that nobody gives up is taken all the same.',
    breaks: 'N10',
    edits: [
      swap(
        'functions/domain/claims.ts',
        "if (!found.yielding) return 'refused';",
        "if (!found.yielding) return 'take';",
      ),
    ],
    caughtBy: on('blackout'),
  },
  {
    name: 'takeover-by-age',
    about: 'A claim that is a minute old is taken for that of a dead run.',
    breaks: 'N10',
    edits: [
      swap(
        'functions/evidence/owner-state.ts',
        "if (status.state === 'running') return 'alive';",
        "if (status.state === 'running') return now - Date.parse(claim.since) > longestAfterlifeMs ? 'dead' : 'alive';",
      ),
    ],
    caughtBy: on('zoo-role-before-writes'),
  },
  {
    name: 'claim-without-condition',
    about: 'The claim is written over whatever claim stands there.',
    breaks: 'N10',
    edits: [
      swap(
        'functions/aws/journal.ts',
        'when: `attribute_not_exists(#claim) OR #claim.#owner = :owner${',
        'when: `attribute_not_exists(#claim) OR attribute_exists(#claim) OR #claim.#owner = :owner${',
      ),
    ],
    caughtBy: by('test/functions/aws/journal.test.ts'),
  },
  {
    name: 'everybody-is-preferred',
    about: 'Every secondary acts by itself, whichever comes first.',
    breaks: 'N10',
    edits: [
      swap(
        'functions/domain/objections.ts',
        'if (!isAutomatic(evidence) || preferred === here) return undefined;',
        'if (!isAutomatic(evidence) || preferred !== undefined) return undefined;',
      ),
    ],
    caughtBy: on('zoo-heir-dark-too'),
  },
  {
    name: 'epoch-not-increased',
    about: 'The next epoch is the highest one there is, under another Region.',
    breaks: 'N10',
    edits: [
      swap(
        'functions/domain/epoch.ts',
        'const counter = (highest?.counter ?? 0) + room;',
        'const counter = highest?.counter ?? room;',
      ),
      swap('functions/aws/journal.ts', 'OR #epoch.#counter < :counter', 'OR #epoch.#counter <= :counter'),
    ],
    caughtBy: on('zoo-by-hand'),
  },
  {
    name: 'redriven-goes-on',
    about: 'A redriven execution goes on with what it knew days ago.',
    breaks: 'N10',
    edits: [
      swap(
        'functions/domain/redriven.ts',
        'redrive !== (run.execution.redrive ?? 0);',
        'redrive < (run.execution.redrive ?? 0);',
      ),
    ],
    caughtBy: by('test/state-machines/redriven.test.ts'),
  },
  {
    name: 'fired-and-retried',
    about: 'PromoteRegion calls first and looks after, and the workflow retries whatever fails.',
    breaks: 'N11',
    edits: [
      swap(
        promoteRegion,
        '    const { region } = settings;\n',
        `    const { region } = settings;\n    {\n      const datastore = datastoreOf(settings.config, run.datastore);\n${sent}    }\n`,
      ),
      swap(
        asl,
        '"ResultPath": "$.promotion",\n      "Retry": [\n        {\n          "ErrorEquals": ["Lambda.TooManyRequestsException"],',
        '"ResultPath": "$.promotion",\n      "Retry": [\n        {\n          "ErrorEquals": ["States.ALL"],',
      ),
    ],
    caughtBy: on('zoo-call-crashes'),
  },
  {
    name: 'execution-named-by-the-clock',
    about: 'Each copy of an alarm starts an execution of its own.',
    breaks: 'N11',
    edits: [
      swap(
        'functions/handlers/receive-alarm.ts',
        'const name = executionName(datastore, since);',
        'const name = executionName(datastore, new Date(ports.clock.now().getTime() + Math.random() * 1_000));',
      ),
    ],
    caughtBy: by('test/handlers/receive-alarm.test.ts'),
  },
  {
    name: 'sdk-sends-it-again',
    about: 'The SDK repeats a promotion whose answer was lost.',
    breaks: 'N12',
    edits: [
      swap(
        'functions/aws/clients.ts',
        'promotion: { connectionTimeout: 1000, requestTimeout: 20_000, maxAttempts: 1 }',
        'promotion: { connectionTimeout: 1000, requestTimeout: 20_000, maxAttempts: 3 }',
      ),
    ],
    caughtBy: on('zoo-answer-lost'),
  },
  {
    name: 'noted-after-the-call',
    about: 'The epoch is accepted once ElastiCache has said yes.',
    breaks: 'N12',
    edits: [
      swap(promoteRegion, sent, ''),
      swap(
        promoteRegion,
        '    if (!(await ports.journal.accept(run.datastore, intent, approval)))\n',
        `${sent}    if (!(await ports.journal.accept(run.datastore, intent, approval)))\n`,
      ),
    ],
    caughtBy: on('blackout'),
  },
  {
    name: 'role-is-enough',
    about: 'A promotion is done when the role says so, whether or not a write passes.',
    breaks: 'N13',
    edits: [
      swap(
        'functions/domain/promotion-progress.ts',
        "if (doubt !== undefined) return { state: 'pending', detail: doubt };",
        '',
      ),
    ],
    caughtBy: on('zoo-role-before-writes'),
  },
  {
    name: 'own-view-is-believed',
    about: 'Whoever sees itself as PRIMARY and takes writes adopts itself, whatever the others publish and see.',
    breaks: 'N14',
    edits: [
      swap(
        'functions/domain/reconciliation.ts',
        '  if (copy) return copy;\n',
        "  if (copy && !(look?.outcome === 'answered' && onlyPrimary(look.value) === here)) return copy;\n",
      ),
      swap(
        'functions/domain/reconciliation.ts',
        '  if (against) return hold(',
        '  if (against && !writes) return hold(',
      ),
      swap(
        'functions/domain/reconciliation.ts',
        'if (memory?.sawItselfSecondary && sameEpoch(memory.secondaryAtEpoch, highest)) return',
        'if (memory || sameEpoch(undefined, highest)) return',
      ),
    ],
    caughtBy: on('zoo-stale-return'),
  },
  {
    name: 'goes-home-by-itself',
    about: 'Reconcile asks for the promotion of the Region where the datastore is at home, once it is back.',
    breaks: 'N18',
    edits: [
      swap(
        'functions/reconcile/reconcile-datastore.ts',
        '  const level = await startIfDown(',
        "  if (next.kind === 'copy' && datastore.preference.at(-1) === settings.region)\n    await ports.topology\n      .promote({\n        globalReplicationGroupId: datastore.globalReplicationGroupId,\n        replicationGroupId: datastore.replicationGroups[settings.region] ?? '',\n      })\n      .catch(() => undefined);\n  const level = await startIfDown(",
      ),
    ],
    caughtBy: on('blackout'),
  },
];
