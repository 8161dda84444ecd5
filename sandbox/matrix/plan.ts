import { isLeg } from '../faults/legs.ts';
import { parseSite } from './call-site.ts';
import type { Cell, Strike } from './cell.ts';
import { faultsAt } from './faults-tried.ts';
import type { FlowName } from './flows.ts';
import { registry } from './registry.ts';

/** Every call site × every fault × every flow that makes the call × {heals, never heals}. */
export const singles = (): readonly Cell[] =>
  registry.flatMap(({ site, flows }) =>
    flows.flatMap((flow) =>
      faultsAt(site).flatMap((fault) => endsOf(site, flow).map((ends) => ({ flow, strikes: [{ site, fault }], ends }))),
    ),
  );

/** A dark Region sends nothing to caches or resolvers: what has healed before it is back would strike nobody. */
const endsOf = (site: string, flow: FlowName): readonly Cell['ends'][] => {
  const { service, at } = parseSite(site);
  return isLeg(service) && at === 'home' && flow !== 'reconcile' ? ['never'] : ['heals', 'never'];
};

/**
 * Every two faults on two different changing calls of the automatic run, from the alarm to its end. They heal: what never
 * heals adds nothing that its stronger half has not shown alone.
 */
export const pairs = (): readonly Cell[] => {
  const strikes = changingSites().flatMap((site) => faultsAt(site).map((fault): Strike => ({ site, fault })));
  return strikes.flatMap((first, index) =>
    strikes
      .slice(index + 1)
      .filter(({ site }) => site !== first.site)
      .map((second): Cell => ({ flow: 'automatic', strikes: [first, second], ends: 'heals' })),
  );
};

/**
 * So many cells of three faults on three different changing calls of the automatic run, drawn by dice: of all of them, a few
 * hundred thousand, nobody plays more than a sample.
 */
export const triples = (count: number, dice: () => number): readonly Cell[] => {
  const sites = changingSites();
  const take = <T>(from: T[]): T[] => from.splice(Math.floor(dice() * from.length), 1);
  return Array.from({ length: count }, () => {
    const left = [...sites];
    const drawn = [...take(left), ...take(left), ...take(left)];
    // In the order of the run, as pairs are.
    const ordered = drawn.toSorted((a, b) => sites.indexOf(a) - sites.indexOf(b));
    return {
      flow: 'automatic',
      strikes: ordered.flatMap((site) => take([...faultsAt(site)]).map((fault): Strike => ({ site, fault }))),
      ends: 'heals',
    };
  });
};

/** Calls of the automatic run that change something: the journal, the primary, what is published, what people are told. */
export const changingSites = (): readonly string[] =>
  registry.filter(({ site, flows }) => flows.includes('automatic') && isChanging(site)).map(({ site }) => site);

const besideTheRun: readonly string[] = ['Probe', 'Reconcile', 'Witness', 'TouchCache'];
const reading = /^(Describe|Get|List|Invoke)/;

const isChanging = (site: string): boolean => {
  const { function: name, operation } = parseSite(site);
  return !besideTheRun.includes(name) && !reading.test(operation);
};
