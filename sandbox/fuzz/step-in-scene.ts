import * as z from 'zod';
import type { Settings } from '../../functions/middleware/settings.ts';
import { type Invocation, step } from '../../functions/middleware/step.ts';
import type { Ports } from '../../functions/ports.ts';
import type { Scene } from './scene.ts';

/** A step's function, which takes the ports it needs of all. */
export type Act<In> = (ports: Ports, settings: Settings) => (input: In, invocation: Invocation) => Promise<unknown>;

/**
 * Runs a real step, behind its real check of the payload and its one line of log, over the scene's ports; `attacked` are
 * those that an input speaks through.
 */
export const runStep = <In>(
  scene: Scene,
  given: { schema: z.ZodType<In>; act: Act<In>; event: unknown; attacked?: Partial<Ports> },
): Promise<unknown> => {
  const ports: Ports = { ...scene.ports, ...given.attacked };
  const { clock, log, counter } = ports;
  const handler = step<In, unknown, { ports: Ports }>(
    given.schema,
    { ports: () => ports },
    ({ ports: all }, settings) => given.act(all, settings),
  ).inWorld({ settings: scene.settings, clock, log, counter });
  return handler(given.event, { awsRequestId: 'request-1', functionName: 'fuzz' });
};

/** A step whose payload says nothing. */
export const unchecked = (act: Act<Record<string, never>>) => ({
  schema: z.object({}) as z.ZodType<Record<string, never>>,
  act,
  event: {},
});
