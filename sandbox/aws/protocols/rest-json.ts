import { JsonCodec2 } from '@aws-sdk/core/protocols';
import type { Codec } from './codec.ts';
import { payloadOf, readBindings, readPayload, routeOf, routesOf, splitOutput } from './http-bindings.ts';
import type { ServiceModel } from './models.ts';
import { errorMembers, type OperationModel, serde, timestamps } from './schema.ts';
import { bytes, text } from './wire.ts';

const shapes = new JsonCodec2({ timestampFormat: timestamps.epoch, jsonName: true, httpBindings: true });
// The codec's own type wants a whole client configuration.
shapes.setSerdeContext(serde as never);

/** REST with JSON bodies: Lambda. An invocation's payload is the body itself, its outcome stands in headers. */
export const restJsonCodec = (model: ServiceModel): Codec => {
  const routes = routesOf(model);
  return {
    operation: (request) => routeOf(routes, request)?.route.operation.name,
    input: async (request, operation) => ({
      ...(await readBody(request.body, operation)),
      ...readBindings(routes, request),
    }),
    answer: (operation, output, requestId) => {
      const parts = splitOutput(operation.output, Object(output ?? {}));
      return {
        status: parts.status ?? operation.http?.[2] ?? 200,
        headers: { 'content-type': 'application/json', ...parts.headers, 'x-amzn-requestid': requestId },
        body: writeBody(operation, parts.body),
      };
    },
    refuse: (error, requestId) => {
      const known = model.errors.get(error.code);
      const members = errorMembers(known, error);
      const parts = known ? splitOutput(known.shape, members) : { headers: {}, body: members };
      const status = known?.status ?? error.status;
      return {
        status,
        headers: {
          'content-type': 'application/json',
          'x-amzn-requestid': requestId,
          'x-amzn-errortype': known?.name ?? error.code,
          ...parts.headers,
        },
        body: bytes(JSON.stringify({ Type: status < 500 ? 'User' : 'Service', ...parts.body })),
      };
    },
  };
};

const readBody = async (body: Uint8Array, { input }: OperationModel): Promise<object> => {
  const payload = payloadOf(input);
  if (body.byteLength === 0) return {};
  if (payload) return { [payload[0]]: readPayload(payload[1], body) };
  const parsed: unknown = JSON.parse(text(body));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new TypeError('no JSON object');
  return Object(await shapes.createDeserializer().read(input, text(body)));
};

const writeBody = ({ output }: OperationModel, members: Readonly<Record<string, unknown>>): Uint8Array => {
  const payload = payloadOf(output);
  if (payload) {
    const value = members[payload[0]];
    return value instanceof Uint8Array ? value : bytes(value === undefined ? '' : String(value));
  }
  if (output.isUnitSchema()) return new Uint8Array();
  const serializer = shapes.createSerializer();
  serializer.write(output, members);
  // What the codec flushes only poses as plain bytes.
  return Uint8Array.from(serializer.flush());
};
