import { expect, test } from '@jest/globals';
import { decide } from '../../functions/domain/decide.ts';
import { weigh } from '../../functions/domain/weigh.ts';
import { now, sessions } from '../support/sessions.ts';
import { expectedAction } from './truth-table/oracle.ts';
import {
  type Asked,
  askers,
  combination,
  combinations,
  occasionOf,
  readingsOf,
  type Sources,
  values,
} from './truth-table/table.ts';
import { askedBy, decideRow, walk } from './truth-table/walk.ts';

/** A prime, so that a walk in this stride meets every value of every source beside every value of every other. */
const stride = 2003;
/** Every source at its first value: everything speaks for a promotion. */
const promotable = combination(0);
const sourceNames = Object.keys(values) as (keyof Sources)[];

const withValue = (sources: Sources, name: keyof Sources, value: string): Sources => ({ ...sources, [name]: value });
const oneStepFrom = (sources: Sources): Sources[] =>
  sourceNames.flatMap((name) => values[name].map((value) => withValue(sources, name, value)));
/** Every combination that differs from the promotable one in at most two sources. */
const near = [
  ...new Map(
    oneStepFrom(promotable)
      .flatMap(oneStepFrom)
      .map((it) => [JSON.stringify(it), it]),
  ).values(),
];

const strided = (step: number): Sources[] =>
  Array.from({ length: Math.floor(combinations / step) }, (_, at) => combination(at * step));
/** The combinations that the properties below are checked on. */
const sample = [...near, ...strided(stride * 20)];

const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  if (value instanceof Map) [...value.values()].forEach(frozen);
  return Object.freeze(value);
};

test(`a slice of ${combinations * askers.length} rows is decided as the rules say`, () => {
  const { wrong, counts } = walk({ first: 0, step: stride, end: combinations });
  expect(wrong).toEqual([]);
  expect(Object.keys(counts).sort()).toEqual([
    'automatic ask',
    'automatic hold',
    'automatic promote',
    'automatic wait',
    'by people adopt',
    'by people ask',
    'by people hold',
    'by people promote',
    'by people wait',
  ]);
});

test('so is every row that differs from a promotion in at most two sources', () => {
  const wrong = near.flatMap((sources) =>
    askers.flatMap((asked) => {
      const { action } = decideRow(sources, asked);
      const expected = expectedAction(sources, asked);
      return action === expected ? [] : [{ sources, asked, action, expected }];
    }),
  );
  expect(wrong).toEqual([]);
});

/** What makes a row promote by itself: for each source, the only values with which some combination is promoted. */
const promoting = (): Record<string, string[]> => {
  const found: Record<string, Set<string>> = {};
  const settings = {
    cooldown: 'over',
    automation: 'auto',
    timing: 'held',
    roles: 'clear',
    target: 'fit',
    loss: 'within',
  };
  for (const data of values.data)
    for (const reach of values.reach)
      for (const api of values.api)
        for (const witness of values.witness)
          for (const client of values.client) {
            const looked = { data, reach, api, witness, client };
            const sources = { ...promotable, ...settings, ...looked } as Sources;
            if (decideRow(sources, 'automatic').action === 'promote')
              for (const name of ['data', 'reach', 'api', 'witness', 'client'] as const) {
                found[name] ??= new Set();
                found[name].add(looked[name]);
              }
          }
  return Object.fromEntries(Object.entries(found).map(([name, seen]) => [name, [...seen].sort()]));
};

test('N1 to N3: only stopped data promotes by itself; any one other source may be silent, and none may be believed alone', () => {
  expect(promoting()).toEqual({
    data: ['stopped'],
    // Where the other two confirm, a source may say anything but that writes pass or that the views differ.
    reach: ['contradictory', 'missing', 'refuses', 'stale', 'unreachable'],
    api: ['agrees', 'dark', 'refuses', 'unknown'],
    witness: ['alive', 'contradictory', 'dark', 'missing'],
    client: ['contradictory', 'failsHere', 'failsOutside', 'fine', 'missing', 'stale'],
  });
});

/** Ways to know less of an outage: a "down" becomes unknown, an unknown becomes fine. */
const less: { readonly [Source in keyof Sources]?: Readonly<Record<string, readonly string[]>> } = {
  data: {
    stopped: ['unreadable', 'unremembered', 'stale', 'arriving'],
    unreadable: ['arriving'],
    unremembered: ['arriving'],
    stale: ['arriving', 'contradictory'],
  },
  reach: {
    unreachable: ['missing', 'stale', 'contradictory', 'writes', 'refuses'],
    missing: ['writes', 'refuses'],
    stale: ['writes', 'refuses'],
    contradictory: ['writes', 'refuses'],
  },
  api: { dark: ['unknown', 'agrees', 'refuses'], unknown: ['agrees', 'refuses'] },
  witness: { dark: ['missing', 'contradictory', 'alive'], missing: ['alive'], contradictory: ['alive'] },
  client: {
    failsOutside: ['failsHere', 'missing', 'stale', 'fine', 'contradictory'],
    failsHere: ['missing', 'stale', 'fine', 'contradictory'],
    missing: ['fine'],
    stale: ['fine'],
  },
};

const knowingLess = (sources: Sources): Sources[] =>
  sourceNames.flatMap((name) => (less[name]?.[sources[name]] ?? []).map((value) => withValue(sources, name, value)));

test('N3: knowing less of an outage, in any source, never turns anything else into a promotion', () => {
  const turned = sample.flatMap((sources) =>
    (['automatic', [], ['TooFewConfirmations'], ['DataUnknown']] satisfies Asked[]).flatMap((asked) => {
      if (decideRow(sources, asked).action === 'promote') return [];
      return knowingLess(sources).filter((fewer) => decideRow(fewer, asked).action === 'promote');
    }),
  );
  expect(turned).toEqual([]);
});

test('total, deterministic, and nothing that is read is changed', () => {
  for (const sources of sample)
    for (const asked of askers.slice(0, 3)) {
      const readings = frozen(readingsOf(sources));
      const evidence = frozen(weigh(readings, frozen(occasionOf(asked, sources))));
      const decision = decide(evidence, frozen(structuredClone(sessions.policy)), now);
      expect(weigh(readingsOf(sources), occasionOf(asked, sources))).toEqual(evidence);
      expect(decide(structuredClone(evidence), sessions.policy, now)).toEqual(decision);
      expect(['promote', 'adopt', 'wait', 'ask', 'hold']).toContain(decision.action);
      expect(decision.reason).not.toBe('');
    }
});

test('who asks changes nothing of what is seen', () => {
  for (const sources of sample.slice(0, 500)) {
    const looked = weigh(readingsOf(sources), occasionOf('automatic', sources));
    for (const asked of askers)
      expect(weigh(readingsOf(sources), occasionOf(asked, sources))).toEqual(askedBy(looked, asked));
  }
});

const guardsOf = (all: readonly { readonly guard: string }[]): string[] => all.map(({ guard }) => guard);

test('an override waives exactly what it names, of what speaks against it; by itself nothing is waived', () => {
  for (const sources of sample) {
    expect(decideRow(sources, 'automatic').waived).toEqual([]);
    const against = guardsOf(decideRow(sources, []).objections);
    for (const asked of askers.slice(1) as readonly (readonly string[])[]) {
      const { waived, objections } = decideRow(sources, asked as Asked);
      expect(guardsOf(waived)).toEqual(against.filter((guard) => asked.includes(guard)));
      expect(guardsOf(objections)).toEqual(against.filter((guard) => !asked.includes(guard)));
    }
  }
});
