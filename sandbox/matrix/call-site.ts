import type { ServiceId } from '../aws/service.ts';
import type { LegId } from '../faults/legs.ts';
import { isNamed } from '../faults.ts';
import type { Entry } from '../history.ts';

const everyPart = ['heir', 'home', 'witness', 'third'] as const;
/**
 * A Region by the part that it plays in a failover: the one that takes over, the one that is lost, the onlooker, and where
 * there are three members, the other one.
 */
export type Part = (typeof everyPart)[number];

/** A call of ours: which function makes it where, and to which operation of which Region. A resolver is its own Region's. */
export interface Site {
  /** The handler's name, which is the state's. */
  readonly function: string;
  readonly at: Part;
  readonly service: ServiceId | LegId;
  readonly operation: string;
  readonly to: Part;
}

export type Parts = Readonly<Record<Part, string>>;

/** One line, by which a site is known in the registry and in reports: `PromoteRegion@heir elasticache:… heir`. */
export const siteKey = ({ function: name, at, service, operation, to }: Site): string =>
  `${name}@${at} ${service}:${operation} ${to}`;

/** Reads `siteKey`'s form back. Throws for anything else. */
export const parseSite = (key: string): Site => {
  const [, name, at, service, operation, to] = /^(\w+)@(\w+) (\w+):(\w+) (\w+)$/.exec(key) ?? [];
  if (!name || !isPart(at) || !service || !operation || !isPart(to)) throw new RangeError(`no call site: ${key}`);
  // The registry's own test holds the service to those that answer.
  return { function: name, at, service: service as ServiceId | LegId, operation, to };
};

const isPart = (text: string | undefined): text is Part => everyPart.some((part) => part === text);

/** The calls of our functions in a history, each site once, in the order of their first call. */
export const sitesIn = (
  entries: readonly Entry[],
  { handlers, parts }: { handlers: readonly string[]; parts: Parts },
): readonly string[] => {
  const known = new Map<string, string | undefined>();
  const handlerOf = (physical: string): string | undefined => {
    if (!known.has(physical))
      known.set(
        physical,
        handlers.find((name) => isNamed(physical, name)),
      );
    return known.get(physical);
  };
  const partOf = (region: unknown): Part | undefined => everyPart.find((part) => parts[part] === region);
  const keys = entries.flatMap(({ kind, name, region, detail }) => {
    if ((kind !== 'call' && kind !== 'errand') || typeof detail?.function !== 'string') return [];
    const [service, operation] = name.split(':');
    return [
      `${handlerOf(detail.function) ?? detail.function}@${partOf(detail.from)} ${service}:${operation} ${partOf(region)}`,
    ];
  });
  return [...new Set(keys)];
};
