import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import { destinationOf } from './destination.ts';

/** Requests to AWS say where in the world they come from; they are otherwise sent as the SDK made and signed them. */
export const takeRequests = (region: string): void => {
  for (const module of [http, https]) {
    const send = module.request;
    const request = (...args: unknown[]): ClientRequest => {
      const made: ClientRequest = Reflect.apply(send, module, args);
      if (destinationOf(made.host).kind === 'aws' && !made.headersSent) made.setHeader('x-sandbox-from', region);
      return made;
    };
    const get = (...args: unknown[]): ClientRequest => {
      const made = request(...args);
      made.end();
      return made;
    };
    Object.assign(module, { request, get });
  }
};
