import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { models } from '../../../../sandbox/aws/protocols/models.ts';
import type { WireRequest } from '../../../../sandbox/aws/protocols/wire.ts';
import type { Operation, ServiceId } from '../../../../sandbox/aws/service.ts';
import { cbor, form, json, rest } from './raw-request.ts';
import { toyFront } from './toy-front.ts';

// Every operation of every model answers, so that every schema is reached.
const ids = Object.keys(models) as ServiceId[];
const everything: Partial<Record<ServiceId, Record<string, Operation>>> = Object.fromEntries(
  ids.map((id) => [id, Object.fromEntries([...models[id].operations.keys()].map((name) => [name, () => ({})]))]),
);
const { front, history } = toyFront(everything);

/** Bytes that are nearly right: a sound body with a few bytes changed, cut or doubled. */
const damaged = (bodies: readonly (string | Uint8Array)[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.constantFrom(...bodies.map((body) => Buffer.from(body))),
      fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 }),
      fc.nat(400),
    )
    .map(([body, changes, cut]) => {
      const copy = Uint8Array.from(body);
      for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value;
      return cut < 200 ? copy.slice(0, cut) : copy;
    });

const anyBytes = fc.uint8Array({ maxLength: 200 });
const operationOf = (id: ServiceId) => fc.constantFrom(...models[id].operations.keys());
const JSON_BODIES = [
  '{"Name":"/a","Value":"v"}',
  '{"MetricData":[{"Value":1e999,"Timestamp":1}]}',
  '{"a":{"b":[null]}}',
];
const FORMS = [
  'Action=PutMetricData&Namespace=N&MetricData.member.1.MetricName=m&MetricData.member.1.Timestamp=2020-01-01T00:00:00Z',
  'Action=Publish&Message=m&MessageAttributes.entry.1.Name=a&MessageAttributes.entry.1.Value.DataType=String',
  'Action=DescribeCacheClusters&CacheClusterId=%e2%28&MaxRecords=20',
];
const XML =
  '<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes>' +
  '<Change><Action>CREATE</Action><ResourceRecordSet><Name>a</Name><Type>A</Type><TTL>5</TTL></ResourceRecordSet>' +
  '</Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>';
const CBOR = Buffer.from(
  'a2694e616d657370616365614e6a4d657472696344617461' + '81a26a4d65747269634e616d65616d6556616c7565fb3ff8000000000000',
  'hex',
);

const jsonIds = ids.filter((id) => models[id].protocols.includes('json'));
const queryIds = ids.filter((id) => models[id].protocols.includes('query'));

const requests: fc.Arbitrary<WireRequest> = fc.oneof(
  fc.constantFrom(...jsonIds).chain((id) =>
    fc
      .tuple(
        operationOf(id),
        fc.oneof(
          anyBytes,
          damaged(JSON_BODIES),
          fc.json().map((text) => Buffer.from(text)),
        ),
      )
      .map(([operation, body]) => json(id, operation, body)),
  ),
  fc.tuple(fc.constantFrom(...queryIds), fc.oneof(anyBytes, damaged(FORMS))).map(([id, body]) => form(id, body)),
  fc
    .tuple(operationOf('monitoring'), fc.oneof(anyBytes, damaged([CBOR])))
    .map(([operation, body]) => cbor(operation, body)),
  fc
    .tuple(
      fc.constantFrom('route53' as const, 'lambda' as const),
      fc.constantFrom('GET', 'POST', 'DELETE'),
      fc.oneof(
        fc.constantFrom('/2013-04-01/hostedzone/Z1/rrset', '/2015-03-31/functions/f%2/invocations?Qualifier=%'),
        fc.webPath().map((path) => `/${path}`),
      ),
      fc.oneof(anyBytes, damaged([XML])),
    )
    .map(([id, method, path, body]) => rest(id, [method, path], body)),
);

test('whatever the bytes, the service answers in its own words: no crash, no silence, no 500', async () => {
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const response = await front.handle(request, 'outside');
      expect(response.status).toBeLessThan(500);
      const entry = history.entries.at(-1);
      expect(entry?.kind).toBe('call');
      expect(entry?.detail?.cause).toBeUndefined();
      // What the history keeps can be written to a report.
      expect(() => JSON.stringify(entry)).not.toThrow();
    }),
    { numRuns: 3000 },
  );
});

test('bytes that are no request of AWS at all are refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.webPath(), anyBytes, fc.string(), async (path, body, authorization) => {
      const request = { method: 'POST', path: `/${path}`, headers: { authorization }, body };
      const { status } = await front.handle(request, 'outside');
      expect([400, 403]).toContain(status);
    }),
    { numRuns: 200 },
  );
});
