import { CborCodec } from '@smithy/core/cbor';
import type { Codec } from './codec.ts';
import { queryError } from './json.ts';
import type { ServiceModel } from './models.ts';
import { errorMembers, serde } from './schema.ts';
import type { WireResponse } from './wire.ts';

const shapes = new CborCodec();
// The codec's own type wants a whole client configuration.
shapes.setSerdeContext(serde as never);

/** Any value: the schema of a document. */
const DOCUMENT = 15;

/** Smithy RPC v2 CBOR: service and operation in the path. https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
export const cborCodec = (model: ServiceModel): Codec => {
  const respond = (status: number, body: Uint8Array, headers: Record<string, string>): WireResponse => ({
    status,
    headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', ...headers },
    body,
  });
  return {
    operation: ({ path }) => {
      const [, target, name] = /\/service\/([^/]+)\/operation\/([^/?]+)$/.exec(path) ?? [];
      return target === model.target ? name : undefined;
    },
    input: async ({ body }, operation) => {
      if (operation.input.isUnitSchema() || body.byteLength === 0) return {};
      // The decoder keeps views of what it reads: give it bytes of its own.
      return shapes.createDeserializer().read(operation.input, Uint8Array.from(body));
    },
    answer: (operation, output, requestId) => {
      const serializer = shapes.createSerializer();
      serializer.write(operation.output.isUnitSchema() ? DOCUMENT : operation.output, output ?? {});
      return respond(200, serializer.flush(), { 'x-amzn-requestid': requestId });
    },
    refuse: (error, requestId) => {
      const known = model.errors.get(error.code);
      const serializer = shapes.createSerializer();
      const type = known?.shapeId ?? `com.amazon.coral.service#${error.code}`;
      serializer.write(DOCUMENT, { __type: type, ...errorMembers(known, error) });
      return respond(known?.status ?? error.status, serializer.flush(), {
        'x-amzn-requestid': requestId,
        ...queryError(model, error),
      });
    },
  };
};
