import { expect, test } from '@jest/globals';
import { records } from '../../../functions/aws/records.ts';
import type { RecordSet } from '../../../functions/ports.ts';
import { createRoute53 } from '../../../sandbox/aws/services/route53.ts';
import { realClock } from '../../../sandbox/clock.ts';
import { History } from '../../../sandbox/history.ts';
import { frontWorld, scripted } from './front-world.ts';

const zone = 'Z0SESSIONS0EXAMPLE';
const name = 'sessions.example.internal';

const world = () => {
  const route53 = createRoute53({ clock: realClock, history: new History(realClock), delays: { apply: 0, insync: 0 } });
  route53.createZone({ id: zone, name: 'example.internal', private: true });
  return records(frontWorld([route53]).world);
};
const cname = (value: string, ttl = 5): RecordSet => ({ name, type: 'CNAME', ttl, values: [value], routed: false });

test('a record is created, read verbatim, and replaced in one batch', async () => {
  const port = world();
  expect(await port.read(zone, name)).toEqual([]);

  await port.change(zone, { remove: [], create: [cname('one.example')] });
  expect(await port.read(zone, name)).toEqual([cname('one.example')]);
  await port.change(zone, { remove: [cname('one.example')], create: [cname('two.example')] });

  expect(await port.read(zone, name)).toEqual([cname('two.example')]);
});

test('a text keeps its quotes, and a neighbour by name is not read', async () => {
  const port = world();
  const text: RecordSet = { name: `_failover.${name}`, type: 'TXT', ttl: 5, values: ['"epoch=2"'], routed: false };
  const neighbour: RecordSet = { ...cname('other.example'), name: `z.${name}` };
  await port.change(zone, { remove: [], create: [text, neighbour] });

  expect(await port.read(zone, `_failover.${name}`)).toEqual([text]);
  expect(await port.read(zone, name)).toEqual([]);
});

test('a removal that does not match what stands there is a RecordConflict, and nothing is changed', async () => {
  const port = world();
  await port.change(zone, { remove: [], create: [cname('one.example')] });

  for (const wrong of [cname('three.example'), cname('one.example', 6)])
    await expect(port.change(zone, { remove: [wrong], create: [cname('two.example')] })).rejects.toMatchObject({
      name: 'RecordConflict',
    });
  expect(await port.read(zone, name)).toEqual([cname('one.example')]);
});

test('what is routed, an alias, or of another type has no values and says so', async () => {
  const sets = [
    { Name: `${name}.`, Type: 'A', AliasTarget: { HostedZoneId: 'Z1', DNSName: 'x', EvaluateTargetHealth: false } },
    { Name: `${name}.`, Type: 'MX', TTL: 5, ResourceRecords: [{ Value: '1 mx' }] },
    { Name: `${name}.`, Type: 'CNAME', TTL: 5, SetIdentifier: 'blue', Weight: 1, ResourceRecords: [{ Value: 'x' }] },
  ];
  const list = scripted('route53', 'ListResourceRecordSets', [
    () => ({ ResourceRecordSets: sets, IsTruncated: false, MaxItems: 300 }),
  ]);

  const read = await records(frontWorld([list]).world).read(zone, name);

  expect(read.map(({ routed }) => routed)).toEqual([true, true, true]);
  expect(read.map(({ values }) => values)).toEqual([[], [], ['x']]);
});

test('follows pages while the name is the same, and a page that fails fails the whole', async () => {
  const set = (Name: string, value: string) => ({ Name, Type: 'TXT', TTL: 5, ResourceRecords: [{ Value: value }] });
  const page = (sets: unknown[], more: object) => () => ({
    ResourceRecordSets: sets,
    MaxItems: 1,
    IsTruncated: false,
    ...more,
  });
  const first = page([set(`${name}.`, '"1"')], {
    IsTruncated: true,
    NextRecordName: `${name}.`,
    NextRecordType: 'TXT',
  });
  const last = page([set(`${name}.`, '"2"'), set('z.example.', '"3"')], {
    IsTruncated: true,
    NextRecordName: 'zz.',
    NextRecordType: 'TXT',
  });
  const over = (...answers: (() => unknown)[]) =>
    records(frontWorld([scripted('route53', 'ListResourceRecordSets', answers)]).world).read(zone, name);

  expect((await over(first, last)).flatMap(({ values }) => values)).toEqual(['"1"', '"2"']);
  await expect(
    over(first, () => {
      throw new Error('lost');
    }),
  ).rejects.toThrow();
});
