import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { expect } from '@jest/globals';
import { createRoute53 } from '../../../sandbox/aws/services/route53.ts';
import { createResolver } from '../../../sandbox/dns.ts';
import { History } from '../../../sandbox/history.ts';
import { callService } from '../../support/call-service.ts';
import { manualClock } from '../../support/manual-clock.ts';

export const ZONE = 'Z0SESSIONS0EXAMPLE';
export const EAST = 'sessions-use1.sbx001.ng.0001.use1.cache.amazonaws.com';
export const WEST = 'sessions-usw2.sbx001.ng.0001.usw2.cache.amazonaws.com';

/** A private zone `example.internal.` with what its DNS answers, no delay unless one is given. */
export const zoneUnderTest = ({ apply = 0, insync = 0 } = {}) => {
  const clock = manualClock();
  const history = new History(clock);
  const delays = { apply, insync };
  const route53 = createRoute53({ clock, history, delays });
  route53.createZone({ id: ZONE, name: 'example.internal', private: true });
  const call = callService(route53);
  const endpoints = new Map([
    [EAST, '127.0.1.1'],
    [WEST, '127.0.2.1'],
  ]);
  const resolver = createResolver({ zones: route53.published, names: () => endpoints });
  const change = (...changes: readonly Change[]) =>
    call('ChangeResourceRecordSets', {
      HostedZoneId: ZONE,
      ChangeBatch: {
        Changes: changes.map(([Action, set]) => ({ Action, ResourceRecordSet: set })),
      },
    });
  const list = async (input: object = {}) => {
    const answer = await call('ListResourceRecordSets', { HostedZoneId: ZONE, ...input });
    // What the operation answers, by its own type.
    return answer as { ResourceRecordSets: ResourceRecordSet[]; IsTruncated: boolean } & Record<string, unknown>;
  };
  return { clock, history, delays, route53, call, change, list, resolver };
};

export type Change = readonly ['CREATE' | 'DELETE' | 'UPSERT', object];

export const set = (Name: string, Type: string, ...values: readonly string[]) => ({
  Name,
  Type,
  TTL: 5,
  ResourceRecords: values.map((Value) => ({ Value })),
});

export const cname = (target: string, name = 'sessions.example.internal') => set(name, 'CNAME', target);
export const txt = (text: string, name = '_failover.sessions.example.internal') => set(name, 'TXT', `"${text}"`);
export const weighted = (identifier: string, weight: number, target: string) => ({
  ...cname(target, 'w.example.internal'),
  SetIdentifier: identifier,
  Weight: weight,
});

/** A zone that already holds what the rows of refusals run into. */
export const populatedZone = async () => {
  const zone = zoneUnderTest();
  await zone.change(
    ['CREATE', cname(EAST)],
    ['CREATE', set('a.example.internal', 'A', '10.0.0.1')],
    ['CREATE', weighted('one', 1, EAST)],
    ['CREATE', set('simple.example.internal', 'A', '10.0.0.1')],
  );
  return zone;
};

/** A batch that is refused: exactly these messages, and nothing changed. */
export const expectRefused = async (changes: readonly Change[], messages: readonly string[]) => {
  const { change, list, history } = await populatedZone();
  const before = await list();
  const effects = history.entries.length;

  await expect(change(...changes)).rejects.toMatchObject({
    code: 'InvalidChangeBatch',
    status: 400,
    message: `[${messages.join(', ')}]`,
    members: { messages },
  });
  expect(await list()).toEqual(before);
  expect(history.entries).toHaveLength(effects);
};
