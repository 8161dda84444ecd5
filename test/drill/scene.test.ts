import { expect, test } from '@jest/globals';
import { sceneOf } from '../../sandbox/drill/scene.ts';
import { SandboxError } from '../../sandbox/world.ts';
import { config, configWith, east, outside, sessions, west } from '../support/sessions.ts';

test('the demo: the home Region is lost, the preferred one takes over, the clients sit where their alarm is', () => {
  expect(sceneOf(config)).toMatchObject({
    home: east,
    heir: west,
    members: [east, west],
    clientsAt: outside,
    clientAlarm: 'sessions-client-errors',
    parameter: '/failover/sessions/endpoint',
    epochRecord: '_failover.sessions.example.internal',
  });
});

test.each([
  ['people are asked first', { policy: { ...sessions.policy, automation: 'approve' as const } }],
  ['it has no record', { dns: 'none' as const }],
  ['no client alarm is outside', { clientAlarms: [{ region: west, name: 'x' }] }],
  ['its servers speak TLS', { access: { ...sessions.access, tls: true } }],
])('a datastore is no scene if %s', (_, parts) => {
  expect(() => sceneOf(configWith(parts))).toThrow(SandboxError);
});
