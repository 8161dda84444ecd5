import { route53Place } from '../network.ts';
import { describeCall, describeGivingUp } from './front/describe-call.ts';
import { listen } from './front/http-server.ts';
import { invocationOf } from './front/invocation-of.ts';
import type { Front, FrontOptions } from './front/options.ts';
import { perform, type Site } from './front/perform.ts';
import { type Audible, respond } from './front/respond.ts';
import { scopeOf } from './front/signature.ts';
import { connectionReset, silence } from './front/silence.ts';
import { StaleAnswers } from './front/stale-answers.ts';
import { unaddressed } from './front/unaddressed.ts';
import { type Desk, deskFor, type Understood, understand } from './front/understand.ts';
import type { WireRequest, WireResponse } from './protocols/wire.ts';
import { badToken } from './protocols/words.ts';
import type { Place, Service } from './service.ts';

export type { AskedCall, Front, FrontOptions, Listening, Told } from './front/options.ts';

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

  const arrive = () => {
    requests += 1;
    return { sentAt: clock.now(), requestId: `00000000-0000-4000-8000-${String(requests).padStart(12, '0')}` };
  };

  /** Understands a request far enough to know what to write of it. */
  const receive = async (request: WireRequest, from: Place) => {
    const { sentAt, requestId } = arrive();
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

  const noteFor =
    ({ understood, site }: Pick<Received, 'understood' | 'site'>) =>
    (outcome: string, cause?: unknown): void =>
      history.append(describeCall(site, { input: understood.input, outcome, cause }));

  /** Performs a call, and comes to what the caller hears of it; hangs or rejects where that is nothing. */
  const settle = async (received: Received, signal: AbortSignal | undefined): Promise<Audible> => {
    const { site } = received;
    const { from } = site;
    const note = noteFor(received);
    const waitInVain = (): Promise<never> => {
      signal?.addEventListener('abort', () => history.append(describeGivingUp(site, clock.now())), { once: true });
      return silence(signal);
    };

    if (!regions.includes(site.region)) {
      const error = badToken(site.service, `The sandbox has no Region ${site.region}; it has ${regions.join(', ')}.`);
      return { kind: 'refusal', error };
    }
    if (!network.reaches(from, placeOf(site), 'api')) {
      note('Unreachable');
      return waitInVain();
    }
    const outcome = await perform(options, received);
    if (outcome.kind === 'silence' || !network.reaches(placeOf(site), from, 'api')) {
      note('NeverAnswered');
      return waitInVain();
    }
    if (outcome.kind === 'reset') {
      note('ConnectionReset');
      throw connectionReset();
    }
    return outcome;
  };

  const handle: Front['handle'] = async (request, from, { signal } = {}) => {
    const received = await receive(request, from);
    if (received.response) return received.response;
    const outcome = await settle(received, signal);
    const { desk, understood, site } = received;
    const note = noteFor(received);
    const { response, code, cause } = respond(desk, understood, { outcome, requestId: site.requestId });
    note(code, cause);
    if (outcome.kind !== 'answer') return response;
    const { truncated, staleMs } = outcome;
    const told = answers.exchange(site, { input: understood.input, response, ...(staleMs && { staleMs }) });
    return truncated ? halfOf(told) : told;
  };

  const ask: Front['ask'] = async (
    { service: id, operation, region, input, accessKeyId, invocation },
    from,
    how = {},
  ) => {
    const service = services.get(id);
    if (!service) throw new Error(`the sandbox has no service ${id}`);
    const principal = options.credentials.get(accessKeyId) ?? { kind: 'administrator' };
    const called = { service: service.id, operation, region: HOMES[id] ?? region, ...arrive() };
    const site: Site = { ...called, from, principal, account, invocation };
    const understood = { name: operation, operation: undefined, input, refusal: undefined };
    const outcome = await settle({ desk: { service }, understood, site }, how.signal);
    noteFor({ understood, site })(outcome.kind === 'answer' ? 'OK' : outcome.error.code);
    if (outcome.kind === 'answer' && !outcome.truncated) return { output: outcome.output };
    const say = async (request: WireRequest): Promise<WireResponse> => {
      const desk = deskFor(service, request);
      const asked = await understand(desk, request);
      const { response } = respond(desk, asked, { outcome, requestId: site.requestId });
      return outcome.kind === 'answer' ? halfOf(response) : response;
    };
    return { say };
  };

  const reachable: Front['reachable'] = ({ service, region: named }, from) => {
    const region = HOMES[service] ?? named;
    return !regions.includes(region) || network.reaches(from, placeOf({ service, region }), 'api');
  };

  return {
    handle,
    ask,
    connects: (request, from) => {
      const address = addressOf(request);
      return !address || reachable(address, from);
    },
    reachable,
    listen: (address) => listen({ handle }, { ...address, places: network.places, now: clock.now }),
  };
};

/** A call that was understood; a desk only where it came as bytes. */
interface Received {
  readonly desk: Pick<Desk, 'service'>;
  readonly understood: Understood;
  readonly site: Site;
}

const halfOf = (response: WireResponse): WireResponse => ({
  ...response,
  body: response.body.subarray(0, response.body.length >> 1),
});

/** Where a service answers: in its Region, but for Route 53's control plane. */
const placeOf = ({ service, region }: { service: string; region: string }): Place =>
  service === 'route53' ? route53Place : region;
