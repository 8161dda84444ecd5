import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import type { World } from '../world.ts';
import { type ActionName, actions } from './actions.ts';
import { UsageError } from './command-line.ts';

/** What the other terminal sends, and what it gets. */
const Request = z.strictObject({ action: z.string(), args: z.array(z.string()) });
export const Reply = z.strictObject({ lines: z.array(z.string()), refused: z.boolean() });
export type Reply = z.infer<typeof Reply>;

/** Where a running sandbox takes orders. The token keeps web pages out, which may send requests to loopback too. */
export interface Control {
  readonly url: string;
  readonly token: string;
  readonly close: () => Promise<void>;
}

/** Opens the door for `npm run sandbox -- blackout …` and its kin, on loopback. */
export const openControl = async (world: World): Promise<Control> => {
  const token = randomUUID();
  const server = createServer((request, response) => {
    void answer(world, token, request)
      .catch((error: unknown) => ({ lines: [String(error)], refused: true }))
      .then((reply) => response.end(JSON.stringify(reply)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    token,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

const answer = async (world: World, token: string, request: IncomingMessage): Promise<Reply> => {
  if (request.headers.authorization !== `Bearer ${token}`) return { lines: ['wrong token'], refused: true };
  const { action, args } = Request.parse(JSON.parse(await text(request)));
  if (!isAction(action))
    return { lines: [`this sandbox knows no ${action}: stop it and start it anew`], refused: true };
  try {
    return { lines: [...actions[action](world, args)], refused: false };
  } catch (error) {
    if (error instanceof UsageError) return { lines: [error.message], refused: true };
    throw error;
  }
};

const isAction = (name: string): name is ActionName => Object.hasOwn(actions, name);
