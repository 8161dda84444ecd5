import fc from 'fast-check';
import { StepInput } from '../../../functions/contract/run-state.ts';
import { TouchAnswer, TouchRequest } from '../../../functions/contract/touch.ts';
import { assessHealth } from '../../../functions/handlers/assess-health.ts';
import { probe } from '../../../functions/handlers/probe.ts';
import { reconcile } from '../../../functions/handlers/reconcile.ts';
import { touchCache } from '../../../functions/handlers/touch-cache.ts';
import { step } from '../../../functions/middleware/step.ts';
import type { Functions } from '../../../functions/ports.ts';
import type { CacheNetwork } from '../../../functions/redis/network.ts';
import { damagedText, poisonText, poisonValue } from '../arbitraries.ts';
import { type Ingress, played } from '../ingress.ts';
import { poisonNumbers } from '../poison.ts';
import { aRun, east, endpointOf, epochRecord, record, west } from '../samples.ts';
import { healthy, type Scene } from '../scene.ts';
import { runStep, unchecked } from '../step-in-scene.ts';

/** What a server says to a command: a value, or its error reply, or what became of the connection. */
type Reply = { readonly value: unknown } | { readonly error: string } | { readonly code: string };
/** By command; what is not there is said truthfully. */
type Replies = Readonly<Record<string, Reply>>;

const info = (role: string, offset: unknown, stream: string = 'a'.repeat(40)): string =>
  `# Replication\r\nrole:${role}\r\nmaster_replid:${stream}\r\nmaster_repl_offset:${offset}\r\nslave_repl_offset:${offset}\r\n`;

const truthful: Readonly<Record<string, unknown>> = {
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

type Names = { readonly cname: readonly string[]; readonly txt: readonly string[] };
type Network = Omit<CacheNetwork, 'reach'>;

const network = (scene: Scene, replies: Replies, names: Names): Network & Pick<CacheNetwork, 'reach'> => ({
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
const touching = (scene: Scene, replies: Replies, names: Names, cluster: boolean): Functions => ({
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
    const surroundings = { network: network(scene, replies, names), clock: scene.ports.clock };
    const handler = step(
      TouchRequest,
      { network: () => surroundings.network, clock: () => surroundings.clock },
      touchCache,
    );
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

const truth: Names = { cname: [endpointOf(east)], txt: [`1 ${east}`] };

interface Look {
  readonly replies: Replies;
  readonly cluster: boolean;
  readonly act: 'probe' | 'assess' | 'reconcile';
  readonly here: string;
  readonly names: Names;
}

const actOf = (scene: Scene, { act, ...look }: Look): Promise<unknown> => {
  const attacked = { functions: touching(scene, look.replies, look.names, look.cluster) };
  if (act === 'reconcile') return runStep(scene, { ...unchecked(reconcile), attacked });
  if (act === 'assess')
    return runStep(scene, { schema: StepInput, act: assessHealth, event: { state: { run: aRun } }, attacked });
  const once = unchecked((ports, settings) => () => probe(ports, settings)({ looks: 1 }));
  return runStep(scene, { ...once, attacked });
};

const where = {
  cluster: fc.boolean(),
  act: fc.constantFrom('probe' as const, 'assess' as const, 'reconcile' as const),
  here: fc.constantFrom(west, east),
};

const commands = ['INFO', 'GET', 'DBSIZE', 'SET', 'DEL', 'ROLE', 'CLUSTER'] as const;
const words = [
  'READONLY You',
  'LOADING',
  'NOAUTH',
  'OOM',
  'MOVED 1 evil.example:6379',
  'ERR',
  'WRONGTYPE',
  '-BUSY',
  '',
];
const refusal: fc.Arbitrary<Reply> = fc
  .tuple(fc.constantFrom(...words), poisonText)
  .map(([word, text]) => ({ error: `${word} ${text}` }));
const broken: fc.Arbitrary<Reply> = fc
  .constantFrom('ECONNRESET', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'constructor')
  .map((code) => ({ code }));
const number = fc.oneof(fc.constantFrom(...poisonNumbers), fc.integer(), fc.double());
const slots = fc.array(
  fc.oneof(
    fc.tuple(number, number, fc.tuple(poisonText, number)),
    fc.tuple(fc.nat(16_383), fc.nat(16_383), fc.tuple(fc.constantFrom('', '?', '10.0.0.9'), fc.nat(65_535))),
    poisonValue,
  ),
  { maxLength: 4 },
);
const shapedReply = (command: string): fc.Arbitrary<Reply> => {
  switch (command) {
    case 'INFO':
      return fc
        .tuple(fc.constantFrom('master', 'slave', 'sentinel'), fc.oneof(number, poisonText), fc.option(poisonText))
        .map(([role, offset, stream]) => ({ value: info(role, offset, stream ?? undefined) }));
    case 'GET':
      return fc
        .tuple(fc.oneof(number, poisonValue), fc.oneof(number, poisonValue))
        .map(([writtenAt, count]) => ({ value: JSON.stringify({ writtenAt, count }) }));
    case 'CLUSTER':
      return slots.map((value) => ({ value }));
    default:
      return number.map((value) => ({ value }));
  }
};
const repliesOf = (replyOf: (command: string) => fc.Arbitrary<Reply>): fc.Arbitrary<Replies> =>
  fc
    .array(
      fc
        .constantFrom(...commands)
        .chain((command) =>
          fc
            .oneof(
              { weight: 4, arbitrary: replyOf(command) },
              { weight: 1, arbitrary: refusal },
              { weight: 1, arbitrary: broken },
            )
            .map((reply) => [command, reply] as const),
        ),
      { minLength: 1, maxLength: 3 },
    )
    .map((entries) => Object.fromEntries(entries));

export const redisReplies: Ingress = {
  name: 'redis',
  readBy: 'TouchCache behind its connection, then Probe, AssessHealth or Reconcile; the other ports in memory',
  weight: 10,
  shaped: fc.record({ ...where, replies: repliesOf(shapedReply), names: fc.constant(truth) }),
  raw: fc.record({
    ...where,
    replies: repliesOf(() => fc.oneof(poisonValue, damagedText(truthful.INFO as string)).map((value) => ({ value }))),
    names: fc.constant(truth),
  }),
  play: (input) => {
    const look = input as Look;
    return played({ situation: { ...healthy, here: look.here }, act: (scene) => actOf(scene, look) });
  },
};

const epochText = fc.oneof(
  fc
    .tuple(fc.oneof(fc.nat(), fc.constantFrom(...poisonNumbers)), fc.constantFrom(east, west, 'us-\u0435ast-1'))
    .map(([counter, region]) => `${counter} ${region}`),
  poisonText,
);
const hostText = fc.oneof(
  fc.constantFrom(endpointOf(east), endpointOf(west), `${endpointOf(east)}.`, endpointOf(east).toUpperCase()),
  poisonText,
);

export const dnsAnswers: Ingress = {
  name: 'dns',
  readBy: 'TouchCache behind its resolver, then AssessHealth or Reconcile; the other ports in memory',
  weight: 8,
  shaped: fc.record({
    ...where,
    replies: fc.constant({}),
    names: fc.record({ cname: fc.array(hostText, { maxLength: 3 }), txt: fc.array(epochText, { maxLength: 3 }) }),
  }),
  raw: fc.record({
    ...where,
    replies: fc.constant({}),
    names: fc.record({
      cname: fc.array(damagedText(endpointOf(east)), { maxLength: 2 }),
      txt: fc.array(damagedText(`1 ${east}`), { maxLength: 2 }),
    }),
  }),
  play: redisReplies.play,
};
