import type { Automation } from '../../../functions/contract/policy.ts';
import { type Guard, guards } from '../../../functions/contract/request.ts';
import type { Readings } from '../../../functions/domain/readings.ts';
import { answered, failed, primaryLost, recordOf } from '../../support/readings.ts';
import { east, instant, now, sessions, west } from '../../support/sessions.ts';
import { api, client, cooldown, data, loss, reach, roles, switches, target, timing, witness } from './sources.ts';

/** One combination of what the sources brought home, by name. */
export interface Sources {
  readonly data: keyof typeof data;
  readonly reach: keyof typeof reach;
  readonly api: keyof typeof api;
  readonly witness: keyof typeof witness;
  readonly client: keyof typeof client;
  readonly roles: keyof typeof roles;
  readonly target: keyof typeof target;
  readonly loss: keyof typeof loss;
  readonly timing: keyof typeof timing;
  readonly cooldown: keyof typeof cooldown;
  readonly automation: Automation | 'unreadable';
}

/** Who asks: our own trigger, or a person who waives these guards. */
export type Asked = 'automatic' | readonly Guard[];

/** By ourselves; by people who waive nothing, each guard alone, and all of them. */
export const askers: readonly Asked[] = ['automatic', [], ...guards.map((guard) => [guard]), guards];

/** Every value of every source; the first of each lets a promotion pass. */
export const values: { readonly [Source in keyof Sources]: readonly Sources[Source][] } = {
  data: keys(data),
  reach: keys(reach),
  api: keys(api),
  witness: keys(witness),
  client: keys(client),
  roles: keys(roles),
  target: keys(target),
  loss: keys(loss),
  timing: keys(timing),
  cooldown: keys(cooldown),
  automation: switches,
};

function keys<Key extends string>(of: Readonly<Record<Key, unknown>>): readonly Key[] {
  // The literals in sources.ts have exactly these members.
  return Object.keys(of) as Key[];
}

/** How many combinations of sources there are; each is asked by every asker. */
export const combinations = Object.values(values).reduce((product, { length }) => product * length, 1);

const names = keys(values);

/** The combination of that number, from 0: a mixed-radix count, so that a table can be walked in any stride. */
export const combination = (number: number): Sources => {
  const picked: Record<string, unknown> = {};
  let rest = number;
  for (const name of names) {
    const choices = values[name];
    picked[name] = choices[rest % choices.length];
    rest = Math.floor(rest / choices.length);
  }
  // Every member of `values` was picked.
  return picked as unknown as Sources;
};

const network = { ...sessions.network[west], control: { host: '192.0.2.1', port: 443 } };
const datastore = Object.freeze({
  ...sessions,
  network: {
    ...sessions.network,
    [west]: { ...network, vpc: 'vpc-0', subnets: [], securityGroups: [], reachesOthers: true },
  },
});
const base = primaryLost({ datastore });

/** The raw looks that a combination stands for. */
export const readingsOf = (sources: Sources): Readings => {
  const { probe, local } = data[sources.data];
  const { reachedAt, ...touched } = reach[sources.reach];
  const { view, expected } = roles[sources.roles];
  const { badSince, changeSince } = timing[sources.timing];
  const lastDelayMs = loss[sources.loss];
  const seen = view && { ...view, status: changeSince === undefined ? 'available' : 'modifying' };
  const record = recordOf(east, 1, { primaryRegion: expected, promotedAt: instant(cooldown[sources.cooldown]) });
  return {
    ...base,
    groups: new Map([
      [east, api[sources.api](view)],
      [west, seen ? answered(seen) : failed('dark')],
    ]),
    member: target[sources.target],
    witness: new Map([[east, witness[sources.witness]]]),
    touch: answered({ seenAt: now, local, ...touched }),
    // Spread, a member that is `undefined` would still be a member.
    probe: probe && { ...probe, badSince, primaryReachedAt: reachedAt, lastDelayMs },
    published: new Map([
      [east, failed('dark')],
      [west, answered(record)],
    ]),
    automation: sources.automation,
    clientAlarms: client[sources.client],
  };
};

/** What the weighing is told beside the readings. */
export const occasionOf = (asked: Asked, { timing: name }: Sources) => ({
  trigger: asked === 'automatic' ? ('automatic' as const) : ('manual' as const),
  override: asked === 'automatic' ? [] : [...asked],
  expectedPrimary: undefined,
  changeSince: timing[name].changeSince,
});
