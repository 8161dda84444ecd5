import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { isLeg } from '../../../sandbox/faults/legs.ts';
import { parseSite, sitesIn } from '../../../sandbox/matrix/call-site.ts';
import { places as parts } from '../../../sandbox/matrix/cell.ts';
import { type Flow, flows, isPublished } from '../../../sandbox/matrix/flows.ts';
import { registry, unheard } from '../../../sandbox/matrix/registry.ts';
import { simulateRun } from '../../../sandbox/simulation.ts';
import type { Stage } from '../../../sandbox/stage/stage.ts';

const root = path.join(import.meta.dirname, '../../..');
const minuteMs = 60_000;

/** `promote-region.ts` is `PromoteRegion`. */
const handlers = globSync('functions/handlers/*.ts', { cwd: root }).map((file) =>
  path.basename(file, '.ts').replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
);

const observed = new Map<string, readonly string[]>();
const play = async (flow: Flow): Promise<void> => {
  const { isDone = isPublished } = flow;
  const settled = (stage: Stage) =>
    flow.name === 'help'
      ? stage.advance(6 * minuteMs)
      : stage.until('the primary to be published', () => isDone(stage), { within: 15 * minuteMs });
  let beganAt = 0;
  const { history, failure } = await simulateRun({
    seed: 1,
    scenario: {
      name: flow.name,
      about: 'nothing goes wrong beside it',
      ...(flow.shape && { shape: flow.shape }),
      ...(flow.policy && { policy: flow.policy }),
      play: async (stage) => {
        beganAt = stage.now();
        await flow.begin(stage);
        await settled(stage);
        await stage.advance(2 * minuteMs);
        // As a cell ends: the old primary is back.
        stage.network.healAll();
        flow.mend?.(stage);
        await stage.advance(2 * minuteMs);
      },
    },
  });
  expect(failure).toBeUndefined();
  // Only what comes after the calm, and arrives, can meet a fault of the flow's.
  const met = history.filter(({ at, detail }) => at >= beganAt && detail?.outcome !== 'Unreachable');
  observed.set(flow.name, sitesIn(met, { handlers, parts }));
};

test.each(flows.map((flow) => [flow.name, flow] as const))(
  'each call that the %s flow makes is in the registry',
  async (_, flow) => {
    await play(flow);
    const known = [...registry.map(({ site }) => site), ...Object.keys(unheard)];
    expect(observed.get(flow.name)?.filter((site) => !known.includes(site))).toEqual([]);
  },
  300_000,
);

test('what is never heard is heard in no flow, and is no row', () => {
  const heard = [...observed.values()].flat();
  expect(Object.keys(unheard).filter((site) => heard.includes(site))).toEqual([]);
  expect(registry.filter(({ site }) => Object.hasOwn(unheard, site))).toEqual([]);
});

test('each row is a call that its flows really make', () => {
  const missing = registry.flatMap(({ site, flows: tried }) =>
    tried.filter((flow) => !observed.get(flow)?.includes(site)).map((flow) => `${flow}: ${site}`),
  );
  expect(missing).toEqual([]);
});

test('a call of the three flows is tried in each that makes it', () => {
  const missing = ['automatic', 'manual', 'reconcile'].flatMap((flow) =>
    (observed.get(flow) ?? [])
      .filter((made) => !registry.some(({ site, flows: tried }) => site === made && tried.some((it) => it === flow)))
      .map((site) => `${flow}: ${site}`),
  );
  expect(missing).toEqual([]);
});

test.each([
  ['secret', / (secretsmanager:|redis:AUTH)/],
  ['three', /@third | third$/],
] as const)('what only the %s flow makes is tried in it', (flow, own) => {
  const made = observed.get(flow)?.filter((site) => own.test(site)) ?? [];
  const tried = registry.filter(({ flows: all }) => all.some((it) => it === flow)).map(({ site }) => site);
  expect(made.length).toBeGreaterThan(10);
  expect(made.filter((site) => !tried.includes(site))).toEqual([]);
});

test('each operation that the sources name is in the registry, and each of the registry is in the sources', () => {
  const sources = globSync('functions/aws/*.ts', { cwd: root }).map((file) =>
    readFileSync(path.join(root, file), 'utf8'),
  );
  const inSources = sources.flatMap((source) => [...source.matchAll(/new (\w+)Command\(/g)].map(([, name]) => name));
  const inRegistry = registry.map(({ site }) => parseSite(site)).filter(({ service }) => !isLeg(service));
  const operations = inRegistry.map(({ operation }) => operation);
  expect([...new Set(operations)].sort()).toEqual([...new Set(inSources)].sort());
});

/** No cluster mode, no refused INFO: test/sandbox/simulation/redis/contract-conditions.ts has them. */
const notSentInTheFlows = ['CLUSTER', 'ROLE'];
/** A connection and the lookup of its host are no method of their own. */
const within = ['CONNECT', 'A'];

test('each command and each lookup that the sources name is in the registry, and each of the registry in the sources', () => {
  const sources = globSync('functions/redis/*.ts', { cwd: root }).map((file) =>
    readFileSync(path.join(root, file), 'utf8'),
  );
  const commands = sources.flatMap((source) => [...source.matchAll(/\.call\(\s*'(\w+)'/g)].map(([, name]) => name));
  const lookups = sources.flatMap((source) =>
    [...source.matchAll(/\.resolve(Cname|Txt|[46A-Z]\w*)\(/g)].map(([, type]) => type?.toUpperCase()),
  );
  const inRegistry = registry.map(({ site }) => parseSite(site)).filter(({ service }) => isLeg(service));
  const operations = inRegistry.map(({ operation }) => operation).filter((operation) => !within.includes(operation));
  expect([...new Set([...operations, ...notSentInTheFlows])].sort()).toEqual(
    [...new Set([...commands, ...lookups])].sort(),
  );
});
