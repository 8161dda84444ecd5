import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { InvalidRequest } from '../contract/errors.ts';
import { problems } from '../contract/problems.ts';
import { oneLine } from './one-line.ts';
import { failingPlainly } from './plain-failure.ts';
import type { Settings } from './settings.ts';
import type { Adapter, World } from './world.ts';

/** What Lambda tells of one invocation, as far as we use it. Without `getRemainingTimeInMillis` there is no deadline. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly functionName?: string;
  readonly getRemainingTimeInMillis?: () => number;
}

export type LambdaHandler<Out = unknown> = (event: unknown, context: LambdaContext) => Promise<Out>;

/** One run of a step: unique per invocation. */
export interface Invocation {
  readonly requestId: string;
}

/** A step that still lacks a world to run in. */
export interface Step<Out> {
  /** Wires the adapters once; the handler may then be called any number of times. */
  readonly inWorld: (world: World) => LambdaHandler<Out>;
}

type Adapters<Slice> = { readonly [Name in keyof Slice]: Adapter<Slice[Name]> };
type Run<In, Out, Slice> = (ports: Slice, settings: Settings) => (input: In, invocation: Invocation) => Promise<Out>;

/**
 * The one middy stack: check the payload, run the step, log one line. A factory without state of its own.
 *
 *     type Used = Pick<Ports, 'topology' | 'journal' | 'clock'>;
 *
 *     export const checkPromotion =
 *       ({ topology, journal, clock }: Used, { region, config }: Settings) =>
 *       async ({ state }: Input, { requestId }: Invocation): Promise<PromotionCheck> => { ... };
 *
 *     export const checkPromotionStep = step(Input, { topology, journal, clock }, checkPromotion);
 *     export const handler = deployed(checkPromotionStep);
 *
 * The adapters come from the files that `checkPromotion` needs and no others, so that its bundle holds no other SDK
 * client: `topology` from `../aws/topology.ts`, `clock` and `log` from `./world.ts`, and so on. A test calls
 * `checkPromotion` with fakes, or `checkPromotionStep.inWorld(world)`.
 *
 * No middleware here may set a response in `onError`: middy would then report success, and Step Functions could
 * neither retry nor catch the failure. A payload that does not fit fails with `InvalidRequest`, naming each path.
 */
export const step = <In, Out, Slice extends object>(
  schema: z.ZodType<In>,
  adapters: Adapters<Slice>,
  run: Run<In, Out, Slice>,
): Step<Out> => ({
  inWorld: (world) => {
    const act = run(wire(adapters, world), world.settings);

    const stack = middy<unknown, Out>({ timeoutEarlyInMillis: leaveItToLambda })
      .use(oneLine(world))
      .handler(async (event, { awsRequestId }) =>
        failingPlainly(async () => act(parse(schema, event), { requestId: awsRequestId })),
      );
    // Middy's types ask for the whole of Lambda's context; it reads only `getRemainingTimeInMillis`.
    return (event, context) => stack(event, context as Context);
  },
});

/**
 * Middy's early timeout stays off. It would end the invocation but not the work: frozen with its container, a change
 * could still be made when the container thaws, an hour later. Lambda's own timeout kills the process.
 */
const leaveItToLambda = 0;

const parse = <T>(schema: z.ZodType<T>, event: unknown): T => {
  const parsed = schema.safeParse(event);
  if (!parsed.success) throw new InvalidRequest(problems(parsed.error, 'payload'));
  return parsed.data;
};

const wire = <Slice extends object>(adapters: Adapters<Slice>, world: World): Slice => {
  const ports: Partial<Slice> = {};
  for (const name in adapters) ports[name] = adapters[name](world);
  // Every name of `adapters`, which are all of the slice's, was set above.
  return ports as Slice;
};
