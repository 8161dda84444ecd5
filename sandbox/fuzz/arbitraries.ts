import fc from 'fast-check';
import { type Mutation, mutated } from './mutation.ts';
import { heavyDocuments, poisonDocuments, poisonNumbers, poisonTexts } from './poison.ts';

export const poisonText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...poisonTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...poisonTexts), fc.constantFrom(...poisonTexts)).map(([a, b]) => `${a}${b}`),
  },
);

const parsable = poisonDocuments.filter((text) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
});

/** Any value of JSON, and some that only look like one, biased to what hurts. */
export const poisonValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: poisonText },
  { weight: 4, arbitrary: fc.constantFrom(...poisonNumbers) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, true, false, 'PRIMARY', 'available', 'auto', 1) },
  { weight: 2, arbitrary: fc.constantFrom(...parsable).map((text): unknown => JSON.parse(text)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.array(poisonText, { maxLength: 3 }) },
);

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(200),
  kind: fc.constantFrom('replace' as const, 'replace' as const, 'drop' as const, 'double' as const, 'add' as const),
  value: poisonValue,
  key: poisonText,
});

/** Valid samples with none to three damages: they pass the first checks, and fail, if at all, deep inside. */
export const shaped = <T>(...samples: readonly T[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...samples), fc.array(mutation, { maxLength: 3 }))
    .map(([sample, mutations]) => mutated(sample, mutations));

/** Text as it may come from anywhere: the corpus, or a sound text cut, doubled or with characters changed. */
export const damagedText = (...sound: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 600, arbitrary: fc.constantFrom(...poisonDocuments) },
    { weight: 600, arbitrary: poisonText },
    {
      weight: 1200,
      arbitrary: fc
        .tuple(fc.constantFrom(...sound), fc.nat(4000), fc.nat(4000), poisonText)
        .map(([text, from, length, put]) => {
          const start = from % (text.length + 1);
          return `${text.slice(0, start)}${put}${text.slice(start + (length % 40))}`;
        }),
    },
    { weight: 1, arbitrary: fc.constantFrom(...Object.values(heavyDocuments)).map((make) => make()) },
  );

/** What a JSON ingress is handed for a text: its value, or the text itself where it is no JSON. */
export const valueOfText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
