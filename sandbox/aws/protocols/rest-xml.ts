import { XmlShapeDeserializer, XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { Codec } from './codec.ts';
import { readBindings, routeOf, routesOf, splitOutput } from './http-bindings.ts';
import type { ServiceModel } from './models.ts';
import { errorDocument } from './query.ts';
import { errorMembers, type OperationModel, serde, timestamps } from './schema.ts';
import { bytes, text } from './wire.ts';
import { errorXml, rootName } from './xml.ts';

/**
 * REST with XML bodies: Route 53. Its errors have the form of the query services, `InvalidChangeBatch` too: today it is
 * an `ErrorResponse` whose message lists the reasons in brackets. (The bare `InvalidChangeBatch` document of older API
 * versions is still in the SDKs' tests, and neither botocore nor this SDK understands it.)
 */
export const restXmlCodec = (model: ServiceModel): Codec => {
  const routes = routesOf(model);
  const settings = {
    timestampFormat: timestamps.iso,
    httpBindings: true,
    xmlNamespace: model.xmlns,
    serviceNamespace: '',
  };
  const respond = (status: number, xml: string, headers: Record<string, string>) => ({
    status,
    headers: { 'content-type': 'text/xml', ...headers },
    body: bytes(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`),
  });
  const readBody = async (body: Uint8Array, { input }: OperationModel): Promise<object> => {
    if (body.byteLength === 0) return {};
    const expected = input.getMergedTraits().xmlName ?? input.getName();
    if (rootName(text(body)) !== expected) throw new TypeError(`expected ${expected}`);
    const deserializer = new XmlShapeDeserializer(settings);
    // The codec's own type wants a whole client configuration.
    deserializer.setSerdeContext(serde as never);
    return Object(await deserializer.read(input, body));
  };
  return {
    operation: (request) => routeOf(routes, request)?.route.operation.name,
    input: async (request, operation) => ({
      ...(await readBody(request.body, operation)),
      ...readBindings(routes, request),
    }),
    answer: (operation, output, requestId) => {
      const { status, headers, body } = splitOutput(operation.output, Object(output ?? {}));
      const serializer = new XmlShapeSerializer(settings);
      serializer.setSerdeContext(serde as never);
      serializer.write(operation.output, body);
      const xml = String(serializer.flush());
      return respond(status ?? operation.http?.[2] ?? 200, xml, { ...headers, 'x-amzn-requestid': requestId });
    },
    refuse: (error, requestId) => {
      const known = model.errors.get(error.code);
      const status = known?.status ?? error.status;
      const members = known && known.name !== 'InvalidChangeBatch' ? errorXml(known, errorMembers(known, error)) : '';
      const xml = errorDocument(model.xmlns, { code: error.code, message: error.message, members, status, requestId });
      return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body: bytes(xml) };
    },
  };
};
