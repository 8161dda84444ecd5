import type { Observation, ObservedClient, Write } from './observation.ts';

/** What one client felt. */
export interface Outage {
  readonly client: string;
  readonly acknowledged: number;
  readonly errors: number;
  /** From the last acknowledgement of the old primary to the first of the new one; undefined if none came. */
  readonly outageMs: number | undefined;
  readonly backAt: number | undefined;
}

export const outageOf = ({ name, writes, errors }: ObservedClient, { home, heir }: Observation['scene']): Outage => {
  const backAt = writes.find(({ region }) => region === heir)?.at;
  const last = writes.findLast(({ region, at }) => region === home && (backAt === undefined || at <= backAt))?.at;
  const outageMs = last === undefined || backAt === undefined ? undefined : backAt - last;
  return { client: name, acknowledged: writes.length, errors, outageMs, backAt };
};

const allWrites = ({ clients }: Observation): Write[] => clients.flatMap(({ writes }) => writes);

/** Acknowledged writes that the Region which took over does not have. */
export const lostWrites = (observation: Observation): Write[] =>
  allWrites(observation).filter(({ key, value }) => observation.stored.get(key)?.value !== value);

/** Writes that the old primary acknowledged after the new one took writes. */
export const lateWrites = (observation: Observation): Write[] => {
  const { scene, milestones } = observation;
  const { promotionVisible } = milestones;
  if (promotionVisible === undefined) return [];
  return allWrites(observation).filter(({ region, at }) => region === scene.home && at > promotionVisible);
};

/** Writes from before the blackout that survived. */
export const survivors = (observation: Observation): Write[] => {
  const { blackout } = observation.milestones;
  return allWrites(observation).filter(
    ({ key, at }) => blackout !== undefined && at < blackout && observation.stored.has(key),
  );
};
