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
        '  if (!mayAct(inForce.automation)) throw new SwitchedOff(',
        '  if (!mayAct(inForce.automation) && inForce.automation === datastore.policy.automation) throw new SwitchedOff(',
      ),
    ],
    caughtBy: on('zoo-switched-off-meanwhile'),
  },
  {
    name: 'record-led-while-off',
    about: 'Only the publication asks the switch, and the record is led whatever it says.',
    breaks: 'N9',
    edits: [
      swap('functions/handlers/update-dns.ts', '      stopIfSwitchedOff(ports, { here, run, datastore }),\n', ''),
    ],
    caughtBy: on('zoo-switched-off-meanwhile'),
  },
  {
    name: 'separated-while-off',
    about: 'A separation that people approved is called though they turned the switch off before.',
    breaks: 'N9',
    edits: [
      swap(
        'functions/handlers/separate-region.ts',
        "if (run.trigger === 'automatic' && !mayAct(readings.automation))",
        "if (run.trigger === 'manual' && !mayAct(readings.automation))",
      ),
    ],
    caughtBy: on('separation-approved-while-switched-off'),
  },
  {
    name: 'switch-read-once-a-turn',
    about: '`Reconcile` reads the switch when its turn begins, and not before it changes anything.',
    breaks: 'N9',
    edits: [
      swap(
        'functions/reconcile/apply-step.ts',
        '  stopWhileOff(ports, { here, name, datastore });',
        '  (name === here ? stopWhileOff(ports, { here, name, datastore }) : Promise.resolve());',
      ),
    ],
    caughtBy: by('test/reconcile/switch-between.test.ts'),
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
];
