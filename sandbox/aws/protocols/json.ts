import { JsonCodec2 } from '@aws-sdk/core/protocols';
import type { AwsError } from '../service.ts';
import type { Codec } from './codec.ts';
import type { ServiceModel } from './models.ts';
import { errorMembers, type OperationModel, serde, timestamps } from './schema.ts';
import { bytes, text, type WireResponse } from './wire.ts';

const shapes = new JsonCodec2({ timestampFormat: timestamps.epoch, jsonName: false });
// The codec's own type wants a whole client configuration.
shapes.setSerdeContext(serde as never);

/** AWS JSON 1.0 and 1.1: the operation in `x-amz-target`, everything else in the body. */
export const jsonCodec = (model: ServiceModel): Codec => {
  const respond = (status: number, body: Uint8Array, headers: Record<string, string>): WireResponse => ({
    status,
    headers: { 'content-type': `application/x-amz-json-${model.jsonVersion}`, ...headers },
    body,
  });
  return {
    operation: ({ headers }) => {
      const [target, name] = headers['x-amz-target']?.split('.') ?? [];
      return target === model.target ? name : undefined;
    },
    input: async ({ body }, operation) => {
      const parsed: unknown = JSON.parse(text(body) || '{}');
      if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new TypeError('no JSON object');
      return model.raw ? parsed : await shapes.createDeserializer().read(operation.input, text(body) || '{}');
    },
    answer: (operation, output, requestId) =>
      respond(200, model.raw ? bytes(JSON.stringify(output ?? {})) : write(operation, output ?? {}), {
        'x-amzn-requestid': requestId,
      }),
    refuse: (error, requestId) =>
      respond(model.errors.get(error.code)?.status ?? error.status, bytes(JSON.stringify(errorBody(model, error))), {
        'x-amzn-requestid': requestId,
        ...queryError(model, error),
      }),
  };
};

const write = (operation: OperationModel, output: unknown): Uint8Array => {
  if (operation.output.isUnitSchema()) return bytes('{}');
  const serializer = shapes.createSerializer();
  serializer.write(operation.output, output);
  // What the codec flushes only poses as plain bytes.
  return Uint8Array.from(serializer.flush());
};

/**
 * JSON 1.0 names an error by its absolute shape id, JSON 1.1 by its bare name.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization
 */
const errorBody = (model: ServiceModel, refusal: AwsError): object => {
  const known = model.errors.get(refusal.code);
  const absolute = known?.shapeId ?? `com.amazon.coral.service#${refusal.code}`;
  const bare = known?.name ?? refusal.code;
  return {
    __type: model.raw ? rawType(known?.name, refusal.code) : model.jsonVersion === '1.0' ? absolute : bare,
    ...errorMembers(known, refusal),
  };
};

/** DynamoDB's wire names its model's old namespace. */
const rawType = (known: string | undefined, code: string): string =>
  known === undefined ? `com.amazon.coral.service#${code}` : `com.amazonaws.dynamodb.v20120810#${known}`;

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait */
export const queryError = (model: ServiceModel, refusal: AwsError): Record<string, string> => {
  if (!model.queryCompatible) return {};
  const known = model.errors.get(refusal.code);
  const status = known?.status ?? refusal.status;
  return { 'x-amzn-query-error': `${known?.queryCode ?? refusal.code};${status < 500 ? 'Sender' : 'Receiver'}` };
};
