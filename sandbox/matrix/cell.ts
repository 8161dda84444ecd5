import type { CallSite, Fault } from '../faults.ts';
import { type Part, parseSite } from './call-site.ts';
import type { Flow } from './flows.ts';

/** A fault at a call site. */
export interface Strike {
  /** `siteKey` of the call. */
  readonly site: string;
  readonly fault: Fault;
}

/** One case: a flow, with one fault or two. */
export interface Cell {
  readonly flow: Flow['name'];
  readonly strikes: readonly Strike[];
  /**
   * `heals`: strikes every time until it is healed minutes later, a crash once; then the primary must be published by
   * itself. `never`: strikes to the end, when everything else is well again; then all must be safe, and agree or be paged.
   */
  readonly ends: 'heals' | 'never';
}

const crashes: readonly Fault['kind'][] = ['crash-before', 'crash-after', 'crash-after-record'];

/** In the matrix the same Regions play the same parts. */
export const places: Readonly<Record<Part, string>> = {
  home: 'us-east-1',
  heir: 'us-west-2',
  witness: 'eu-west-1',
  third: 'eu-central-1',
};

/** The rule of a fault plan that a strike is; `once`: a crash strikes one call. */
export const ruleOf = ({ site, fault }: Strike, { once }: { once: boolean }): [CallSite, Fault] => {
  const { function: name, at, service, operation, to } = parseSite(site);
  const times = once && crashes.includes(fault.kind) ? { times: 1 } : {};
  return [{ function: name, from: places[at], service, operation, region: places[to], ...times }, fault];
};

/** A strike that never heals. */
export const standing = (strike: Strike) => {
  const [site, fault] = ruleOf(strike, { once: false });
  return { site, fault };
};

/** One line, which `--cell` takes back. */
export const describeCell = ({ flow, strikes, ends }: Cell): string =>
  `${flow} ${ends}: ${strikes.map(({ site, fault }) => `${site} ${fault.kind}`).join(' + ')}`;
