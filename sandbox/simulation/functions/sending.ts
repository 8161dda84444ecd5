import { SSMClient } from '@aws-sdk/client-ssm';
import type { HttpHandler, HttpRequest } from '@smithy/core/protocols';
import type { Passed } from './requests.ts';
import { type Signing, unsigned } from './unsigned.ts';

/** An SDK client and a command, as far as they are looked at here. */
export interface Sent {
  readonly client: {
    readonly config: Signing & { readonly requestHandler: HttpHandler; readonly [name: string]: unknown };
    readonly middlewareStack: {
      readonly remove: (name: string) => boolean;
      readonly add: (middleware: Carry, options: { readonly step: 'build'; readonly name: string }) => void;
    };
  };
  readonly command: { readonly input: object; readonly constructor: { readonly name: string } };
  /** Sends it the SDK's own way. `passedWith` finds what is passed. */
  readonly send: (passed: Passed) => Promise<unknown>;
}

/** Takes a command over; what it answers is what the SDK's caller gets. */
export type TakeOver = (sent: Sent) => Promise<unknown>;

const takers = new WeakMap<HttpHandler, TakeOver>();

/** From now on every command of the clients over that handler goes through `takeOver`. */
export const sendingOver = (handler: HttpHandler, takeOver: TakeOver): HttpHandler => {
  takers.set(handler, takeOver);
  return handler;
};

type Send = (this: Sent['client'], command: Sent['command'], options?: object, callback?: unknown) => unknown;

/** Lets this process's SDK clients be taken over. The SDK's own clients share one `send`, which is replaced once. */
export const letSendingBeTakenOver = (): void => {
  const prototype: object = Object.getPrototypeOf(SSMClient.prototype);
  const original: Send = Reflect.get(prototype, 'send');
  const send: Send = function (command, options, callback) {
    const takeOver = takers.get(this.config.requestHandler);
    if (!takeOver || callback !== undefined) return original.call(this, command, options, callback);
    prepare(this);
    const own = (passed: Passed) =>
      Promise.resolve(original.call(this, Object.assign(command, { [alongside]: { passed } }), options));
    return takeOver({ client: this, command, send: own });
  };
  Reflect.set(prototype, 'send', send);
};

/** What the SDK would log of each call, and how it introduces itself: in the sandbox nobody hears either. */
const unheard = ['loggerMiddleware', 'getUserAgentMiddleware'];
const known = new WeakSet<Sent['client']>();

interface Handled {
  readonly [alongside]?: { passed: Passed | undefined };
  readonly request?: unknown;
}
type Carry = (next: (args: Handled) => unknown) => (args: Handled) => unknown;

const alongside = Symbol('passed alongside a command');
const alongsideRequests = new WeakMap<object, Passed>();

/**
 * From a command to its request. The SDK's own `options` would do, but for a command with options it puts its whole
 * chain of middleware together anew.
 */
const carry: Carry = (next) => (args) => {
  const { [alongside]: held } = args;
  if (held?.passed) alongsideRequests.set(Object(args.request), held.passed);
  // The SDK keeps the first command of each kind for ever, and what was passed with it holds a whole world.
  if (held) held.passed = undefined;
  return next(args);
};

/** What was passed with the command that a request is of. */
export const passedWith = (request: HttpRequest): Passed => alongsideRequests.get(request) ?? {};

/** Once per client: leaves out what nobody hears, the signature too. */
const prepare = (client: Sent['client']): void => {
  if (known.has(client)) return;
  known.add(client);
  for (const name of unheard) client.middlewareStack.remove(name);
  const signer = unsigned(client.config);
  client.middlewareStack.add(carry, { step: 'build', name: 'carry' });
  Object.assign(client.config, { signer: async () => signer, cacheMiddleware: true });
  // The SDK copies it three times for each request, and a fresh object is copied seven times as fast.
  Object.assign(client, { config: { ...client.config } });
};
