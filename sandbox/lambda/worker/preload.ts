/**
 * Loaded before a function's bundle (`--import`): takes its network and its clock. Only builtins are patched, so the bundle runs as
 * it would be deployed; `syncBuiltinESMExports` makes named imports of builtins see the patches too.
 */
import dgram from 'node:dgram';
import { syncBuiltinESMExports } from 'node:module';
import { workerData } from 'node:worker_threads';
import { createAsk } from './ask.ts';
import { takeDate } from './date.ts';
import { takeNames } from './names.ts';
import type { Birth } from './protocol.ts';
import { takeRequests } from './requests.ts';
import { createRoute } from './route.ts';
import { takeSockets } from './sockets.ts';

const { network, lead }: Birth = workerData;
const ask = createAsk(network);

takeDate(lead);
takeSockets(createRoute(network, ask));
takeRequests(network.origin.region);
takeNames(ask);
Object.assign(dgram, {
  createSocket: (): never => {
    throw new Error("the sandbox's functions have no UDP");
  },
});
syncBuiltinESMExports();
