import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';

/** One operation, as the SDK client's own schema describes it. */
export interface OperationModel {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Method, URI template and status of the REST protocols. */
  readonly http: readonly [method: string, uri: string, status: number] | undefined;
}

/** One modelled error. */
export interface ErrorModel {
  readonly shape: NormalizedSchema;
  /** `com.amazonaws.ssm#ParameterNotFound` */
  readonly shapeId: string;
  readonly name: string;
  /** The code of the query protocols, where it differs from the shape's name. */
  readonly queryCode: string;
  readonly status: number | undefined;
}

/**
 * Everything the SDK's semi-internal codecs want of their surroundings. Their types ask for the whole configuration of
 * a client; they use these four.
 */
export const serde = {
  base64Decoder: (value: string): Uint8Array => Buffer.from(value, 'base64'),
  base64Encoder: (value: Uint8Array | string): string => Buffer.from(value).toString('base64'),
  utf8Decoder: (value: string): Uint8Array => Buffer.from(value, 'utf8'),
  utf8Encoder: (value: Uint8Array | string): string => Buffer.from(value).toString('utf8'),
};

/** How the codecs read and write times: by the member's trait, else by the protocol's default (5: ISO 8601, 7: epoch seconds). */
export const timestamps = {
  iso: { useTrait: true, default: 5 },
  epoch: { useTrait: true, default: 7 },
} as const;

// Static schemas are tuples: 9 marks an operation, -3 an error (@smithy/types, static-schemas).
type Tuple = readonly [number, string, string, ...unknown[]];
const isTuple = (value: unknown): value is Tuple => Array.isArray(value) && typeof value[2] === 'string';

const tuplesOf = (sdk: object, kind: number): Tuple[] =>
  Object.entries(sdk)
    .filter(([name]) => name.endsWith('$'))
    .map(([, value]) => value)
    .filter(isTuple)
    .filter(([k]) => k === kind);

/** Every operation that an SDK module exports. */
export const operationsOf = (sdk: object): ReadonlyMap<string, OperationModel> =>
  new Map(tuplesOf(sdk, 9).map((tuple) => [tuple[2], operation(tuple)]));

const operation = ([, , name, traits, input, output]: Tuple): OperationModel => ({
  name,
  // The schema modules' own tuples: input and output are references to schemas.
  input: NormalizedSchema.of(input as SchemaRef),
  output: NormalizedSchema.of(output as SchemaRef),
  http: typeof traits === 'object' && traits !== null ? (traits as { http?: OperationModel['http'] }).http : undefined,
});

/** Every error that an SDK module exports, by shape name and by query code. */
export const errorsOf = (sdk: object): ReadonlyMap<string, ErrorModel> => {
  const errors = tuplesOf(sdk, -3).map(error);
  return new Map([...errors.map((e) => [e.queryCode, e] as const), ...errors.map((e) => [e.name, e] as const)]);
};

const error = (tuple: Tuple): ErrorModel => {
  const shape = NormalizedSchema.of(tuple as unknown as SchemaRef);
  const { awsQueryError, httpError } = shape.getMergedTraits();
  // Traits are typed as unknown; this one is [code, status] (aws.protocols#awsQueryError).
  const queryCode: unknown = Array.isArray(awsQueryError) ? awsQueryError[0] : undefined;
  return {
    shape,
    shapeId: `${tuple[1]}#${tuple[2]}`,
    name: tuple[2],
    queryCode: typeof queryCode === 'string' ? queryCode : tuple[2],
    status: typeof httpError === 'number' ? httpError : undefined,
  };
};

/** The members that an error's answer carries, its message under the name the shape gives it. */
export const errorMembers = (
  model: ErrorModel | undefined,
  refusal: { readonly message: string; readonly members: Readonly<Record<string, unknown>> },
): Record<string, unknown> => {
  const names = model ? [...model.shape.structIterator()].map(([name]) => name) : [];
  const messageName = names.find((name) => name.toLowerCase() === 'message') ?? 'message';
  return { ...refusal.members, [messageName]: refusal.message };
};
