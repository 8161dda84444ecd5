import fc from 'fast-check';
import type { TouchAnswer } from '../../../functions/contract/touch.ts';
import type { CacheNetwork } from '../../../functions/redis/network.ts';
import { networkWith } from '../../../functions/redis/real-network.ts';
import { type Hearing, startDnsServer, type Tellings } from '../bytes/dns-server.ts';
import { rawTellings, shapedTellings } from '../bytes/dns-shapes.ts';
import { nameViolations } from '../bytes/name-verdicts.ts';
import { overheard } from '../bytes/overheard.ts';
import { clockFor, playPatiently } from '../bytes/patience.ts';
import { watched } from '../bytes/watched.ts';
import { networkOfValues, touching } from '../hostile-cache.ts';
import { type Ingress, played } from '../ingress.ts';
import type { Violation } from '../oracles.ts';
import { healthy } from '../scene.ts';
import { actWith, type Look, truth, where } from './caches.ts';

interface Question extends Pick<Look, 'act' | 'here' | 'cluster'> {
  readonly tellings: Tellings;
}

let starting: ReturnType<typeof startDnsServer> | undefined;

const ask = async ({ tellings, act, here, cluster }: Question, deadlineMs: number): Promise<Violation[]> => {
  starting ??= startDnsServer();
  const { port, hear } = await starting;
  const real = networkWith({ deadlineMs, nameServers: [`127.0.0.1:${port}`] });
  const hearing: Hearing = { tellings, told: [] };
  const answers: TouchAnswer[] = [];
  hear(hearing);
  const found = await played({
    situation: { ...healthy, here },
    act: (scene) => {
      const network: CacheNetwork = { ...networkOfValues(scene, {}, truth), cname: real.cname, txt: real.txt };
      const functions = touching(scene, { network, clock: clockFor(deadlineMs, scene.ports.clock.now), cluster });
      return actWith(scene, act, overheard(functions, scene, answers));
    },
  });
  hear(undefined);
  const names = answers.flatMap(({ names = [] }) => names);
  return [...found, ...names.flatMap((resolved) => nameViolations(resolved, hearing.told))];
};

const questions = (tellings: fc.Arbitrary<Tellings>): fc.Arbitrary<unknown> =>
  // `Probe` asks for no names.
  fc.record({ ...where, act: fc.constantFrom('assess' as const, 'reconcile' as const), tellings });

/** The resolver itself, over sockets: slower, so a sample. */
export const dnsPackets: Ingress = {
  name: 'dns-packets',
  readBy: 'the resolver from bytes, TouchCache, then AssessHealth or Reconcile; the other ports in memory',
  weight: 1,
  shaped: questions(shapedTellings),
  raw: questions(rawTellings),
  play: (input) => playPatiently((deadlineMs) => watched(() => ask(input as Question, deadlineMs))),
};
