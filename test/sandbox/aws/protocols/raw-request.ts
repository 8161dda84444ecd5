import type { WireRequest } from '../../../../sandbox/aws/protocols/wire.ts';
import type { ServiceId } from '../../../../sandbox/aws/service.ts';

export const authorization = (service: string, region = 'us-west-2', key = 'AKIDADMIN'): string =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

const targets: Partial<Record<ServiceId, string>> = {
  monitoring: 'GraniteServiceVersion20100801',
  states: 'AWSStepFunctions',
  ssm: 'AmazonSSM',
  events: 'AWSEvents',
  logs: 'Logs_20140328',
  dynamodb: 'DynamoDB_20120810',
  secretsmanager: 'secretsmanager',
};

/** A signed JSON request of any body. */
export const json = (service: ServiceId, operation: string, body: string | Uint8Array): WireRequest => ({
  method: 'POST',
  path: '/',
  headers: {
    authorization: authorization(service),
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `${targets[service]}.${operation}`,
  },
  body: typeof body === 'string' ? Buffer.from(body) : body,
});

/** A signed form. */
export const form = (service: ServiceId, body: string | Uint8Array): WireRequest => ({
  method: 'POST',
  path: '/',
  headers: { authorization: authorization(service), 'content-type': 'application/x-www-form-urlencoded' },
  body: typeof body === 'string' ? Buffer.from(body) : body,
});

/** A signed CloudWatch request in CBOR. */
export const cbor = (operation: string, body: Uint8Array): WireRequest => ({
  method: 'POST',
  path: `/service/GraniteServiceVersion20100801/operation/${operation}`,
  headers: {
    authorization: authorization('monitoring'),
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
  },
  body,
});

/** A signed REST request. */
export const rest = (
  service: ServiceId,
  line: readonly [method: string, path: string],
  body: string | Uint8Array = '',
): WireRequest => ({
  method: line[0],
  path: line[1],
  headers: { authorization: authorization(service) },
  body: typeof body === 'string' ? Buffer.from(body) : body,
});

export const textOf = ({ body }: { readonly body: Uint8Array }): string => Buffer.from(body).toString('utf8');
