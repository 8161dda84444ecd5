import fc from 'fast-check';
import { poisonText } from '../arbitraries.ts';
import { epochText, hostText } from '../cache-replies.ts';
import type { Name, Packet, Resource } from './dns-packet.ts';
import type { Telling, Tellings } from './dns-server.ts';
import { type Bytes, bytesOf } from './resp.ts';

const types = { cname: 5, txt: 16, a: 1, soa: 6, opt: 41 } as const;
const answer = 0x8180;

const labels = (text: string): Name =>
  text
    .split('.')
    .filter((label) => label !== '')
    .slice(0, 40)
    .map((label) => bytesOf(label).slice(0, 63));
const names: fc.Arbitrary<Name> = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(hostText, poisonText).map(labels) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Name>('question', 'itself', 'ahead', [], ['\u0000'], ['a.b'], ['\u00ff\u001b[2J']),
  },
  // Longer than a name may be, and a label whose length is none.
  { weight: 1, arbitrary: fc.constantFrom<Name>(Array(10).fill('a'.repeat(63)), ['a'.repeat(100)], ['a'.repeat(200)]) },
);
const rarely = <T>(value: fc.Arbitrary<T>, usual: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: value });

const resource = (type: 'cname' | 'txt'): fc.Arbitrary<Resource> => {
  const texts = fc.array(
    fc.oneof(epochText, poisonText).map((text) => bytesOf(text).slice(0, 255)),
    { maxLength: 3 },
  );
  const usual: fc.Arbitrary<Resource['data']> =
    type === 'cname' ? names.map((name) => ({ name })) : texts.map((pieces) => ({ texts: pieces }));
  return fc
    .record({
      name: rarely<Name>(names, 'question'),
      type: rarely(fc.constantFrom<number>(...Object.values(types), 0, 255, 65_535), types[type]),
      data: fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: rawBytes.map((bytes) => ({ bytes })) }),
      length: rarely<number | undefined>(fc.constantFrom(0, 1, 5, 255, 256, 65_535), undefined),
    })
    .map(({ length, ...rest }) => ({ ...rest, ...(length !== undefined && { length }) }));
};

const rawBytes: fc.Arbitrary<Bytes> = fc.oneof(
  { weight: 20, arbitrary: fc.array(fc.nat(255), { maxLength: 60 }).map((bytes) => String.fromCharCode(...bytes)) },
  { weight: 1, arbitrary: fc.constantFrom('\u00c0\u000c', '\u0000', '\u003f').map((part) => part.repeat(20_000)) },
);

const packet = (type: 'cname' | 'txt'): fc.Arbitrary<Packet> =>
  fc
    .record({
      id: rarely<'same' | 'other'>(fc.constant('other'), 'same'),
      // Sound, no such name, broken, refused, truncated, a query, and all that is left.
      flags: fc.oneof(
        fc.constant(answer),
        fc.constantFrom(0x8183, 0x8182, 0x8185, 0x8380, 0x0100, 0xffff, 0x8000, 0x818f),
      ),
      counts: rarely<readonly number[] | undefined>(
        fc.array(fc.constantFrom(0, 1, 2, 255, 65_535), { minLength: 4, maxLength: 4 }),
        undefined,
      ),
      question: rarely<'same' | 'none'>(fc.constant('none'), 'same'),
      records: fc.oneof(
        { weight: 6, arbitrary: fc.array(resource(type), { maxLength: 3 }) },
        // Nothing, as where there is no such name.
        { weight: 3, arbitrary: fc.constant([]) },
        // A chain of names that leads nowhere.
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }).map((length) => Array<Resource>(length).fill(loop)) },
      ),
      over: rarely(fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 2 }), []),
      cut: rarely<number | undefined>(fc.nat(200), undefined),
      tail: rarely(rawBytes, ''),
    })
    .map(({ counts, cut, ...rest }) => ({ ...rest, ...(counts && { counts }), ...(cut !== undefined && { cut }) }));
const loop: Resource = { name: 'question', type: types.cname, data: { name: 'question' } };

const telling = (packets: fc.Arbitrary<Telling['packets'][number]>): fc.Arbitrary<Telling> =>
  fc.record({
    packets: fc.array(packets, { minLength: 1, maxLength: 3 }),
    // Silence costs the whole of a deadline.
    ends: fc.integer({ min: 0, max: 19 }).map((lot) => lot > 0),
    lengthOff: rarely(fc.constantFrom(-5, -1, 1, 1000, 65_535), 0),
  });

export const shapedTellings: fc.Arbitrary<Tellings> = fc.record({
  cname: telling(packet('cname')),
  txt: telling(packet('txt')),
});
const raw = telling(fc.record({ raw: rawBytes, keepsId: fc.boolean() }));
export const rawTellings: fc.Arbitrary<Tellings> = fc.record({ cname: raw, txt: raw });
