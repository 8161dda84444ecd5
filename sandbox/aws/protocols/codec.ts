import type { AwsError } from '../service.ts';
import { cborCodec } from './cbor.ts';
import { jsonCodec } from './json.ts';
import type { ProtocolName, ServiceModel } from './models.ts';
import { queryCodec } from './query.ts';
import { restJsonCodec } from './rest-json.ts';
import { restXmlCodec } from './rest-xml.ts';
import type { OperationModel } from './schema.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** One protocol of one service, between bytes and the SDK's command inputs and outputs. */
export interface Codec {
  /** The operation that a request names, whether there is one of that name or not. */
  readonly operation: (request: WireRequest) => string | undefined;
  /** The operation's input. Throws anything where the bytes are not what the protocol allows. */
  readonly input: (request: WireRequest, operation: OperationModel) => Promise<unknown>;
  readonly answer: (operation: OperationModel, output: unknown, requestId: string) => WireResponse;
  readonly refuse: (error: AwsError, requestId: string) => WireResponse;
}

const codecs: Readonly<Record<ProtocolName, (model: ServiceModel) => Codec>> = {
  query: queryCodec,
  json: jsonCodec,
  cbor: cborCodec,
  'rest-xml': restXmlCodec,
  'rest-json': restJsonCodec,
};

/** The protocol that a request to this service speaks. CloudWatch's clients choose among three. */
export const protocolOf = (model: ServiceModel, { headers }: WireRequest): ProtocolName => {
  const spoken: ProtocolName | undefined =
    headers['smithy-protocol'] === 'rpc-v2-cbor' ? 'cbor' : headers['x-amz-target'] ? 'json' : model.protocols[0];
  return model.protocols.find((name) => name === spoken) ?? model.protocols[0] ?? 'json';
};

export const codecFor = (model: ServiceModel, protocol: ProtocolName): Codec => codecs[protocol](model);
