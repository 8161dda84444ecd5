import { TouchAnswer, TouchRequest } from '../../functions/contract/touch.ts';
import { touchCache } from '../../functions/handlers/touch-cache.ts';
import { step } from '../../functions/middleware/step.ts';
import type { Clock, Functions } from '../../functions/ports.ts';
import type { CacheNetwork } from '../../functions/redis/network.ts';
import { epochRecord, record } from './samples.ts';
import type { Scene } from './scene.ts';

/** What a server says to a command: a value, or its error reply, or what became of the connection. */
export type Reply = { readonly value: unknown } | { readonly error: string } | { readonly code: string };
/** By command; what is not there is said truthfully. */
export type Replies = Readonly<Record<string, Reply>>;

export const info = (role: string, offset: unknown, stream: string = 'a'.repeat(40)): string =>
  `# Replication\r\nrole:${role}\r\nmaster_replid:${stream}\r\nmaster_repl_offset:${offset}\r\nslave_repl_offset:${offset}\r\n`;

export const truthful: Readonly<Record<string, unknown>> = {
  INFO: info('slave', 200),
  GET: '{"writtenAt":1795435195000,"count":7}',
  DBSIZE: 23,
  SET: 'OK',
  DEL: 1,
  ROLE: ['slave', '10.0.0.1', 6379, 'connected', 200],
  PING: 'PONG',
  CLUSTER: [
    [0, 8191, ['10.0.0.1', 6379, 'a'.repeat(40)]],
    [8192, 16383, ['10.0.0.2', 6379, 'b'.repeat(40)]],
  ],
};

export type Names = { readonly cname: readonly string[]; readonly txt: readonly string[] };

/** A network that says values, above the client and the resolver. */
export const networkOfValues = (scene: Scene, replies: Replies, names: Names): CacheNetwork => ({
  open: async () => ({
    call: async (command, ...args) => {
      if (command === 'SET' || command === 'DEL') scene.changes.push({ kind: 'redis', command, key: String(args[0]) });
      const reply = replies[command] ?? { value: truthful[command] };
      if ('error' in reply) throw Object.assign(new Error(reply.error), { name: 'ReplyError' });
      if ('code' in reply) throw Object.assign(new Error('socket'), { code: reply.code });
      return reply.value;
    },
    close: () => {},
  }),
  reach: async () => {},
  cname: async (name) =>
    name === record ? names.cname : Promise.reject(Object.assign(new Error('none'), { code: 'ENODATA' })),
  txt: async (name) =>
    name === epochRecord ? names.txt : Promise.reject(Object.assign(new Error('none'), { code: 'ENODATA' })),
});

/** `TouchCache` itself, asked through its own check, answering through its own schema. */
export const touching = (
  scene: Scene,
  { cluster, ...surroundings }: { network: CacheNetwork; clock?: Clock; cluster: boolean },
): Functions => ({
  ...scene.ports.functions,
  touch: async (_, request) => {
    const world = {
      settings: scene.settings,
      clock: scene.ports.clock,
      log: scene.ports.log,
      counter: scene.ports.counter,
    };
    const clustered = request.local && {
      ...request,
      local: { ...request.local, target: { ...request.local.target, cluster } },
    };
    const { network, clock = scene.ports.clock } = surroundings;
    const handler = step(TouchRequest, { network: () => network, clock: () => clock }, touchCache);
    const answer = await handler.inWorld(world)(clustered ?? request, {
      awsRequestId: 'request-2',
      functionName: 'fuzz',
    });
    const parsed = TouchAnswer.safeParse(JSON.parse(JSON.stringify(answer)));
    if (!parsed.success)
      scene.changes.push({ kind: 'unreadable', what: `TouchCache's answer: ${parsed.error.message.slice(0, 300)}` });
    return TouchAnswer.parse(answer);
  },
});
