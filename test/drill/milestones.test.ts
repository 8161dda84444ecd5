import { expect, test } from '@jest/globals';
import config from '../../failover.config.ts';
import { milestonesOf } from '../../sandbox/drill/milestones.ts';
import { sceneOf } from '../../sandbox/drill/scene.ts';
import type { Entry } from '../../sandbox/history.ts';

const scene = sceneOf(config);
const left = (at: number, name: string): Entry => ({
  at,
  kind: 'state',
  region: scene.heir,
  name,
  detail: { at: 'exited' },
});

test('the incident that closed is the one that promoted, not a second run that closed at once', () => {
  const entries: Entry[] = [
    { at: 1, kind: 'fault', name: 'blackout', detail: { region: scene.home } },
    { at: 2, kind: 'effect', region: scene.heir, name: 'elasticache:promotion-accepted' },
    left(3, 'CloseIncident'),
    left(4, 'VerifyCutover'),
    left(5, 'CloseIncident'),
  ];
  expect(milestonesOf(entries, scene)).toMatchObject({ promotionCalled: 2, verified: 4, closed: 5 });
  expect(milestonesOf(entries.slice(0, 3), scene).closed).toBeUndefined();
});
