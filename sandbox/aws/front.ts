import { route53Place } from '../network.ts';
import { describeCall, describeGivingUp } from './front/describe-call.ts';
import { listen } from './front/http-server.ts';
import { invocationOf } from './front/invocation-of.ts';
import type { Front, FrontOptions } from './front/options.ts';
import { perform, type Site } from './front/perform.ts';
import { respond } from './front/respond.ts';
import { scopeOf } from './front/signature.ts';
import { connectionReset, silence } from './front/silence.ts';
import { StaleAnswers } from './front/stale-answers.ts';
import { unaddressed } from './front/unaddressed.ts';
import { deskFor, understand } from './front/understand.ts';
import type { WireRequest } from './protocols/wire.ts';
import { badToken } from './protocols/words.ts';
import type { Place, Service } from './service.ts';

export type { Front, FrontOptions, Listening } from './front/options.ts';

/** Services with one endpoint for the world, and the Region that they sign for and answer as. */
const HOMES: Readonly<Record<string, string>> = { route53: 'us-east-1' };

/** Builds the one door through which every request of the sandbox's world reaches a service. */
export const createFront = (options: FrontOptions): Front => {
  const { network, history, account, clock } = options;
  const services = new Map<string, Service>(options.services.map((service) => [service.id, service]));
  const { regions } = network;
  const answers = new StaleAnswers();
  let requests = 0;

  const addressOf = (request: WireRequest) => {
    const scope = scopeOf(request);
    return scope && { ...scope, region: HOMES[scope.service] ?? scope.region };
  };

  /** Understands a request far enough to know what to write of it. */
  const receive = async (request: WireRequest, from: Place) => {
    requests += 1;
    const sentAt = clock.now();
    const requestId = `00000000-0000-4000-8000-${String(requests).padStart(12, '0')}`;
    const address = addressOf(request);
    const service = services.get(address?.service ?? '');
    if (!address || !service)
      return { response: unaddressed(request, { address, services: [...services.keys()], requestId }) };
    const principal = options.credentials.get(address.accessKeyId) ?? { kind: 'administrator' };
    const desk = deskFor(service, request);
    const understood = await understand(desk, request);
    const operation = understood.name;
    const caller = { from, principal, account, invocation: invocationOf(request) };
    const called = { service: service.id, operation, region: address.region, requestId, sentAt };
    const site: Site = { ...called, ...caller };
    return { desk, understood, site };
  };

  const handle: Front['handle'] = async (request, from, { signal } = {}) => {
    const received = await receive(request, from);
    if (received.response) return received.response;
    const { desk, understood, site } = received;
    const note = (outcome: string, cause?: unknown): void =>
      history.append(describeCall(site, { input: understood.input, outcome, cause }));
    const waitInVain = (): Promise<never> => {
      signal?.addEventListener('abort', () => history.append(describeGivingUp(site, clock.now())), { once: true });
      return silence(signal);
    };

    if (!regions.includes(site.region)) {
      const error = badToken(site.service, `The sandbox has no Region ${site.region}; it has ${regions.join(', ')}.`);
      note(error.code);
      return desk.codec.refuse(error, site.requestId);
    }
    if (!network.reaches(from, placeOf(site), 'api')) {
      note('Unreachable');
      return waitInVain();
    }
    const outcome = await perform(options, { desk, understood, site });
    if (outcome.kind === 'silence' || !network.reaches(placeOf(site), from, 'api')) {
      note('NeverAnswered');
      return waitInVain();
    }
    if (outcome.kind === 'reset') {
      note('ConnectionReset');
      throw connectionReset();
    }
    const { response, code, cause } = respond(desk, understood, { outcome, requestId: site.requestId });
    note(code, cause);
    if (outcome.kind !== 'answer') return response;
    const { truncated, staleMs } = outcome;
    const told = answers.exchange(site, { input: understood.input, response, ...(staleMs && { staleMs }) });
    return truncated ? { ...told, body: told.body.subarray(0, told.body.length >> 1) } : told;
  };

  return {
    handle,
    connects: (request, from) => {
      const address = addressOf(request);
      return !address || !regions.includes(address.region) || network.reaches(from, placeOf(address), 'api');
    },
    listen: (address) => listen({ handle }, { ...address, places: network.places }),
  };
};

/** Where a service answers: in its Region, but for Route 53's control plane. */
const placeOf = ({ service, region }: { service: string; region: string }): Place =>
  service === 'route53' ? route53Place : region;
