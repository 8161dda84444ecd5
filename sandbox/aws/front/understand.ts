import { gunzipSync } from 'node:zlib';
import type { Codec } from '../protocols/codec.ts';
import { codecFor, protocolOf } from '../protocols/codec.ts';
import { inspect } from '../protocols/inspect.ts';
import { models, type ProtocolName, type ServiceModel } from '../protocols/models.ts';
import type { OperationModel } from '../protocols/schema.ts';
import type { WireRequest } from '../protocols/wire.ts';
import { incomplete, malformed, unknownOperation } from '../protocols/words.ts';
import type { AwsError, Service } from '../service.ts';

/** A service as the front serves it, in the protocol that one request speaks. */
export interface Desk {
  readonly service: Service;
  readonly model: ServiceModel;
  readonly protocol: ProtocolName;
  readonly codec: Codec;
}

/** What a request asks for, or why it makes no sense to the service. */
export interface Understood {
  /** As the request names it; `?` where it names none. */
  readonly name: string;
  readonly operation: OperationModel | undefined;
  readonly input: unknown;
  readonly refusal: AwsError | undefined;
}

const codecs = new Map<string, Codec>();

export const deskFor = (service: Service, request: WireRequest): Desk => {
  const model = models[service.id];
  const protocol = protocolOf(model, request);
  const key = `${service.id} ${protocol}`;
  const codec = codecs.get(key) ?? codecFor(model, protocol);
  codecs.set(key, codec);
  return { service, model, protocol, codec };
};

const LARGEST_INFLATED = 16 * 1024 * 1024;
/** PutMetricData may arrive compressed. At once, so that a simulation stays on its own clock. */
const inflated = (request: WireRequest): WireRequest =>
  request.headers['content-encoding'] === 'gzip'
    ? { ...request, body: Uint8Array.from(gunzipSync(request.body, { maxOutputLength: LARGEST_INFLATED })) }
    : request;

/** Undoes the protocol. Never throws: whatever the bytes are, the service has a word for it. */
export const understand = async (desk: Desk, compressed: WireRequest): Promise<Understood> => {
  const { service, model, protocol, codec } = desk;
  const nothing = { name: '?', operation: undefined, input: undefined };
  const request = attempt(() => inflated(compressed));
  if (request instanceof Error) return { ...nothing, refusal: malformed(model, protocol, request.message) };
  const name = attempt(() => codec.operation(request));
  if (name instanceof Error) return { ...nothing, refusal: malformed(model, protocol, name.message) };
  const operation = name === undefined ? undefined : model.operations.get(name);
  if (!operation || !Object.hasOwn(service.operations, operation.name))
    return { ...nothing, name: name ?? '?', refusal: unknownOperation(model, protocol, name) };
  const known = { name: operation.name, operation };
  const input = await codec.input(request, operation).catch(asError);
  if (input instanceof Error) return { ...known, input: undefined, refusal: malformed(model, protocol, input.message) };
  return { ...known, input, refusal: flaw(desk, operation, input) };
};

const flaw = ({ model, protocol }: Desk, operation: OperationModel, input: unknown): AwsError | undefined => {
  // DynamoDB's own server validates.
  if (model.raw) return undefined;
  const { missing, mistyped } = inspect(operation.input, input);
  if (mistyped.length > 0) return malformed(model, protocol, `Unexpected type of value at '${mistyped[0]}'`);
  return missing.length > 0 ? incomplete(model.id, missing) : undefined;
};

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

const attempt = <T>(read: () => T): T | Error => {
  try {
    return read();
  } catch (thrown) {
    return asError(thrown);
  }
};
