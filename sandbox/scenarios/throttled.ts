import type { Scenario } from '../stage/stage.ts';
import { approvals } from './approvals.ts';
import { blackout } from './blackout.ts';
import { byHand } from './by-hand.ts';
import { cooldowns } from './cooldowns.ts';
import { elasticaches } from './elasticaches.ts';
import { falseAlarms } from './false-alarms.ts';
import { journals } from './journals.ts';
import { lastResort } from './last-resort.ts';
import { links } from './links.ts';
import { lostRegions } from './lost-regions.ts';
import { throttled } from './moves.ts';
import { records } from './records.ts';
import { switches } from './switches.ts';
import { threeRegions } from './three-regions.ts';

/** The situations of docs/safety.md that have fooled others. */
export const fooledOthers: readonly string[] = [
  'forced-composite-then-real-loss',
  'only-the-link-cut',
  'heartbeat-writer-dead',
  'primary-black-with-its-api',
  'api-black-data-fine',
  'primary-frozen',
  'old-primary-back-after-10-s',
  'old-primary-back-after-10-min',
  'old-primary-back-after-10-h',
  'promoted-by-hand-here',
  'promoted-by-hand-elsewhere',
  ...[
    'open-incident',
    'assess-health',
    'promote-region',
    'check-promotion',
    'publish-parameters',
    'update-dns',
    'verify-cutover',
    'close-incident',
  ].flatMap((step) => [
    `promoted-here-by-hand-after-${step}`,
    `promoted-elsewhere-by-hand-after-${step}`,
    `switch-off-after-${step}`,
  ]),
  'separated-then-old-region-back',
  'three-preferred-unfit',
  'both-regions-blame-each-other',
  'modifying-for-ever-after-the-promotion',
  'modifying-for-ever-before-the-loss',
  'accepted-then-nothing-happens',
  'response-lost-effect-late-after-somebody-else-acted',
  'first-deploy-with-nothing-published',
  'journal-restored-from-a-backup',
  'alarm-flapping-at-its-own-period',
  'hold-then-bad-for-an-hour',
  'record-edited-by-a-human-meanwhile',
];

const all: readonly Scenario[] = [
  blackout,
  ...[falseAlarms, links, lostRegions, byHand, elasticaches, lastResort].flat(),
  ...[approvals, cooldowns, journals, records, switches, threeRegions].flat(),
];

/** Each of them once more, while every service throttles three of ten calls. */
export const throttledSituations: readonly Scenario[] = fooledOthers.flatMap((name) =>
  all.filter((scenario) => scenario.name === name).map(throttled),
);
