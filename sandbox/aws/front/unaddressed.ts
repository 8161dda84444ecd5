import { bytes, type WireRequest, type WireResponse, xmlText } from '../protocols/wire.ts';
import type { Scope } from './signature.ts';

interface Unaddressed {
  readonly address: Scope | undefined;
  readonly services: readonly string[];
  readonly requestId: string;
}

/** The answer to a request that no service can be told for, or that is for one the sandbox does not have. */
export const unaddressed = (request: WireRequest, { address, services, requestId }: Unaddressed): WireResponse => {
  const code = address ? 'UnknownService' : 'MissingAuthenticationToken';
  const message = address
    ? `The sandbox has no service ${address.service}; it has ${[...services].sort().join(', ')}.`
    : 'Missing Authentication Token: sign the request (SigV4) with any credentials';
  const json = /json|cbor/.test(request.headers['content-type'] ?? '');
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${xmlText(message)}</Message></Error>`;
  return {
    status: address ? 400 : 403,
    headers: {
      'content-type': json ? 'application/x-amz-json-1.1' : 'text/xml',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': code,
    },
    body: bytes(
      json
        ? JSON.stringify({ __type: code, message })
        : `<ErrorResponse>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`,
    ),
  };
};
