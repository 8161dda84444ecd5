import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { Codec } from './codec.ts';
import type { ServiceModel } from './models.ts';
import { readQuery } from './query-params.ts';
import type { OperationModel } from './schema.ts';
import { errorMembers, serde, timestamps } from './schema.ts';
import { bytes, splitPath, text, type WireRequest, type WireResponse, xmlText } from './wire.ts';
import { errorXml, rootless } from './xml.ts';

/** AWS Query: a form that names `Action` and flattens its input, answered in XML. */
export const queryCodec = (model: ServiceModel): Codec => {
  const respond = (status: number, xml: string, requestId: string): WireResponse => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: bytes(xml),
  });
  return {
    operation: (request) => formOf(request).get('Action') ?? undefined,
    input: async (request, operation) => readQuery(operation.input, formOf(request)),
    answer: (operation, output, requestId) => {
      const { name } = operation;
      const result = operation.output.isUnitSchema()
        ? ''
        : `<${name}Result>${write(operation, output)}</${name}Result>`;
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      return respond(200, `<${name}Response xmlns="${model.xmlns}">${result}${metadata}</${name}Response>`, requestId);
    },
    refuse: (error, requestId) => {
      const known = model.errors.get(error.code);
      const status = known?.status ?? error.status;
      const members = known ? errorXml(known, errorMembers(known, error)) : '';
      const fields = { code: known?.queryCode ?? error.code, message: error.message, members };
      return respond(status, errorDocument(model.xmlns, { ...fields, status, requestId }), requestId);
    },
  };
};

/** A request's parameters, from its body or its query string. */
const formOf = ({ path, body }: WireRequest): URLSearchParams =>
  body.byteLength > 0 ? new URLSearchParams(text(body)) : splitPath(path).query;

const write = (operation: OperationModel, output: unknown): string => {
  const serializer = new XmlShapeSerializer({
    timestampFormat: timestamps.iso,
    httpBindings: false,
    xmlNamespace: '',
    serviceNamespace: '',
  });
  // The serializer's own type wants a whole client configuration.
  serializer.setSerdeContext(serde as never);
  serializer.write(operation.output, output ?? {});
  return rootless(String(serializer.flush()));
};

interface ErrorFields {
  readonly code: string;
  readonly message: string;
  /** The modelled error's other members, as XML. */
  readonly members: string;
  readonly status: number;
  readonly requestId: string;
}

/** The XML form of errors that the query and rest-xml services share. */
export const errorDocument = (xmlns: string, fields: ErrorFields): string =>
  [
    `<?xml version="1.0"?><ErrorResponse xmlns="${xmlns}"><Error>`,
    `<Type>${fields.status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${xmlText(fields.code)}</Code>`,
    `<Message>${xmlText(fields.message)}</Message>${fields.members}</Error>`,
    `<RequestId>${fields.requestId}</RequestId></ErrorResponse>`,
  ].join('');
