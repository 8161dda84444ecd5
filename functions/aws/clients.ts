import type { HttpHandlerUserInput } from '@smithy/core/protocols';
import type { Logger } from '@smithy/types';
import type { Region } from '../contract/region.ts';
import type { World } from '../middleware/world.ts';

/** How long one attempt may take, in milliseconds, and how many attempts there are. */
export interface Deadlines {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly maxAttempts: number;
}

/** What lies under every client: given the deadlines that it must keep, the SDK's request handler. */
export type Transport = (deadlines: Deadlines) => HttpHandlerUserInput;

/** Static credentials, for a world that is not a deployed function. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The SDK's own defaults wait for minutes. `there` is another Region, which may be dark: one attempt, so that nothing on
 * the critical path waits for it twice. `promotion` is never sent twice: it has no idempotency token. `route53` has its
 * control plane in us-east-1, which may be the Region that is dark. `invoke` outlasts
 * the 5 s that the invoked function itself has.
 */
export const deadlines = {
  here: { connectionTimeout: 1000, requestTimeout: 3000, maxAttempts: 3 },
  there: { connectionTimeout: 1000, requestTimeout: 2000, maxAttempts: 1 },
  invoke: { connectionTimeout: 1000, requestTimeout: 6000, maxAttempts: 1 },
  route53: { connectionTimeout: 1000, requestTimeout: 3000, maxAttempts: 1 },
  promotion: { connectionTimeout: 1000, requestTimeout: 20_000, maxAttempts: 1 },
} as const satisfies Record<string, Deadlines>;
export type Reach = keyof typeof deadlines;

/** Whether a Region is the one this runs in. */
export const reachOf = ({ settings }: World, region: Region): 'here' | 'there' =>
  region === settings.region ? 'here' : 'there';

/** Options of a client of any service for one Region, with its deadlines enforced instead of only warned of. */
export const clientOptions = ({ transport, credentials, log }: World, region: Region, reach: Reach) => {
  const requestHandler = (transport ?? overTheNetwork)(deadlines[reach]);
  const logger = denialsOnly(log);
  return {
    region,
    maxAttempts: deadlines[reach].maxAttempts,
    requestHandler,
    logger,
    ...(credentials && { credentials }),
  };
};

/**
 * What the SDK has to say, but for one thing, is no news. A permission that is missing is: whoever looks may take the
 * refusal for "unknown" and hold, and people must be able to see why.
 */
const denialsOnly = (log: World['log']): Logger => ({
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (entry: unknown) => {
    const { error, commandName } = Object(entry);
    if (/^(AccessDenied|AuthorizationError)/.test(String(Object(error).name)))
      log.warn('denied', { command: String(commandName), reason: String(Object(error).message) });
  },
});

const overTheNetwork: Transport = ({ connectionTimeout, requestTimeout, maxAttempts }) => ({
  connectionTimeout,
  requestTimeout,
  throwOnRequestTimeout: true,
  // Of silence in the middle of an answer; `requestTimeout` ends with its first byte.
  socketTimeout: requestTimeout,
  // A connection kept while the function was frozen may be dead: who has one attempt would take that for a dark Region.
  httpsAgent: { keepAlive: maxAttempts > 1 },
});

/** Makes a client once per Region and reach, when it is first used. */
export const clientsOf = <Client>(
  world: World,
  create: (options: ReturnType<typeof clientOptions>) => Client,
): ((region: Region, reach?: Reach) => Client) => {
  const made = new Map<string, Client>();

  return (region, reach = reachOf(world, region)) => {
    const key = `${region} ${reach}`;
    const client = made.get(key) ?? create(clientOptions(world, region, reach));
    made.set(key, client);
    return client;
  };
};
