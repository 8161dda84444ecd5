import type { WireResponse } from '../protocols/wire.ts';
import type { Site } from './perform.ts';

/** Reads that AWS may answer from a replica that lags. DynamoDB's consistent reads never do. */
const mayLag = /^(elasticache|ssm|route53|monitoring|states|lambda):(Describe|Get|List)/;
const KEPT = 60;

interface Remembered {
  readonly at: number;
  readonly response: WireResponse;
}

/** What was answered to each request before, so that a read can be answered as it would have been some time ago. */
export class StaleAnswers {
  readonly #answers = new Map<string, Remembered[]>();

  /** Remembers an answer, and tells the one to give in its place: the newest that is at least `staleMs` old. */
  exchange(site: Site, { input, response, staleMs }: { input: unknown; response: WireResponse; staleMs?: number }) {
    if (!mayLag.test(`${site.service}:${site.operation}`)) return response;
    const key = `${site.region} ${site.service}:${site.operation} ${JSON.stringify(input)}`;
    const before = this.#answers.get(key) ?? [];
    this.#answers.set(key, before);
    const stale =
      staleMs === undefined ? undefined : (before.findLast(({ at }) => at <= site.sentAt - staleMs) ?? before[0]);
    if (before.at(-1)?.at !== site.sentAt) before.push({ at: site.sentAt, response });
    if (before.length > KEPT) before.shift();
    return stale?.response ?? response;
  }
}
