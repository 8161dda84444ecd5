import type { Bug } from '../bug.ts';
import { by, on, swap } from '../planting.ts';

const objections = 'functions/domain/objections.ts';
const target = 'functions/domain/weigh-target.ts';
const loss = 'functions/domain/weigh-loss.ts';

/** Who is promoted although somebody else is the primary, it is not fit, or it is too soon. */
export const fitness: readonly Bug[] = [
  {
    name: 'any-primary-will-do',
    about: 'A run that expects one primary takes over from another.',
    breaks: 'N6',
    edits: [
      swap(
        objections,
        'roles.expected !== undefined && roles.primary !== undefined && roles.primary !== roles.expected',
        'roles.expected !== undefined && roles.primary === undefined',
      ),
    ],
    caughtBy: on('zoo-other-primary-expected'),
  },
  {
    name: 'loss-limit-ignored',
    about: 'However much may be lost, nobody is asked.',
    breaks: 'N7',
    edits: [swap(objections, 'target.lossBoundMs > policy.lossLimit * 1000', 'target.lossBoundMs < 0')],
    caughtBy: on('zoo-replication-broke-first'),
  },
  {
    name: 'clients-served-is-forgotten',
    about: 'Where replication broke first, only this network tells how long the primary went on taking writes.',
    breaks: 'N7',
    edits: [swap(loss, 'Math.max(reachedMs, served.beforeMs, served.nowMs)', 'reachedMs')],
    caughtBy: on('zoo-link-cut-first'),
  },
  {
    name: 'recovery-point-is-the-look',
    about: 'What arrived is told to be everything up to the look, and not up to the heartbeat that it found.',
    breaks: 'N7',
    edits: [swap(loss, ': Math.min(...beats);', ': readAt;')],
    caughtBy: on('link-cut-then-real-loss'),
  },
  {
    name: 'told-loss-ends-too-early',
    about:
      'People are told, and a yes is held to, what may be lost until the first look that found the primary gone from here, though it went on serving clients.',
    breaks: 'N7',
    edits: [
      swap(
        'functions/domain/told-loss.ts',
        'Math.max(lossBoundMs, badSince - recoveryPoint)',
        'Math.max(0, badSince - recoveryPoint)',
      ),
      swap(
        'functions/domain/approval.ts',
        "waives: guards.filter((guard) => against.has(guard)),\n    lossBoundMs: evidence.target.lossBoundMs ?? 'unknown',",
        "waives: guards.filter((guard) => against.has(guard)),\n    lossBoundMs: toldLoss(evidence) ?? 'unknown',",
      ),
    ],
    caughtBy: on('link-cut-then-real-loss', 2),
  },
  {
    name: 'unknown-loss-is-none',
    about: 'A delay that was never measured is taken for none.',
    breaks: 'N7',
    edits: [
      swap(
        objections,
        "if (target.lossBoundMs === undefined) return 'how much could be lost is unknown';",
        'if (target.lossBoundMs === undefined) return undefined;',
      ),
    ],
    caughtBy: by('test/domain/decide.test.ts'),
  },
  {
    name: 'empty-target-will-do',
    about: 'A secondary that holds no keys is promoted like any other.',
    breaks: 'N7',
    edits: [
      swap(target, '  return [...faults, ...keyFaults(shards)];', '  return [...faults, ...keyFaults([])];'),
      swap(target, '  if (shards.every(({ keys })', '  if (shards.length > 0 && shards.every(({ keys })'),
    ],
    caughtBy: by('test/domain/weigh-target.test.ts'),
  },
  {
    name: 'cooldown-ignored',
    about: 'A promotion a minute ago is no reason to wait.',
    breaks: 'N8',
    edits: [swap(objections, 'if (since >= policy.cooldown * 1000 ||', 'if (since >= policy.persistence * 1000 ||')],
    caughtBy: on('zoo-lost-twice'),
  },
];
