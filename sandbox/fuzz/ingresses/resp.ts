import fc from 'fast-check';
import type { TouchAnswer } from '../../../functions/contract/touch.ts';
import type { CacheNetwork } from '../../../functions/redis/network.ts';
import { networkWith } from '../../../functions/redis/real-network.ts';
import { overheard } from '../bytes/overheard.ts';
import { clockFor, playPatiently } from '../bytes/patience.ts';
import { reachViolations } from '../bytes/reach-verdicts.ts';
import { type Saying, startRespServer, type Talk } from '../bytes/resp-server.ts';
import { rawSaying, shapedSaying } from '../bytes/resp-shapes.ts';
import { watched } from '../bytes/watched.ts';
import { networkOfValues, touching } from '../hostile-cache.ts';
import { type Ingress, played } from '../ingress.ts';
import type { Violation } from '../oracles.ts';
import { healthy, type Scene } from '../scene.ts';
import { actWith, type Look, truth, where } from './caches.ts';

interface Conversation extends Pick<Look, 'act' | 'here' | 'cluster'> {
  readonly saying: Saying;
  readonly tls: boolean;
}

let starting: ReturnType<typeof startRespServer> | undefined;

/** Every cache is the hostile server, whatever it is called; names are told truthfully. */
const networkTo = (scene: Scene, { port, deadlineMs, tls }: { port: number; deadlineMs: number; tls: boolean }) => {
  const real = networkWith({ deadlineMs });
  const network: CacheNetwork = {
    ...networkOfValues(scene, {}, truth),
    open: (node, target) => real.open({ ...node, host: '127.0.0.1', port }, { ...target, tls }),
    reach: () => real.reach('127.0.0.1', port),
  };
  return network;
};

const converse = async (
  { saying, tls, act, here, cluster }: Conversation,
  deadlineMs: number,
): Promise<Violation[]> => {
  starting ??= startRespServer();
  const { port, during } = await starting;
  const talk: Talk = { saying, said: [], changes: [], stored: new Map() };
  const answers: TouchAnswer[] = [];
  const found = await during(talk, () =>
    played({
      situation: { ...healthy, here },
      act: async (scene) => {
        const network = networkTo(scene, { port, deadlineMs, tls });
        const functions = touching(scene, { network, clock: clockFor(deadlineMs, scene.ports.clock.now), cluster });
        const output = await actWith(scene, act, overheard(functions, scene, answers));
        scene.changes.push(...talk.changes);
        return output;
      },
    }),
  );
  return [...found, ...(tls ? [] : answers.flatMap((answer) => reachViolations(answer, talk)))];
};

const conversations = (saying: fc.Arbitrary<Saying>): fc.Arbitrary<unknown> => {
  const tls = fc.oneof({ weight: 19, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
  return fc.record({ ...where, saying, tls });
};

/** The client itself, over a socket: slower, so a sample. */
export const respAnswers: Ingress = {
  name: 'resp',
  readBy: 'the Redis client from bytes, TouchCache, then Probe, AssessHealth or Reconcile; the other ports in memory',
  weight: 1,
  shaped: conversations(shapedSaying),
  raw: conversations(rawSaying),
  play: (input) => playPatiently((deadlineMs) => watched(() => converse(input as Conversation, deadlineMs))),
};
