import { AwsError, type ServiceId } from '../service.ts';
import type { ProtocolName, ServiceModel } from './models.ts';

type Word = readonly [code: string, status: number];

/** How a service words what every service refuses. Codes: each service's "Common Errors" page of its API reference. */
interface Words {
  readonly denied: Word;
  readonly throttled: Word;
  readonly failed: Word;
  readonly malformed: Word;
  readonly incomplete: Word;
  readonly badToken: Word;
}

const JSON_WORDS: Words = {
  denied: ['AccessDeniedException', 400],
  throttled: ['ThrottlingException', 400],
  failed: ['InternalFailure', 500],
  malformed: ['SerializationException', 400],
  incomplete: ['ValidationException', 400],
  badToken: ['UnrecognizedClientException', 400],
};

const XML_WORDS: Words = {
  denied: ['AccessDenied', 403],
  throttled: ['Throttling', 400],
  failed: ['InternalFailure', 500],
  malformed: ['MalformedInput', 400],
  incomplete: ['ValidationError', 400],
  badToken: ['InvalidClientTokenId', 403],
};

const words: Readonly<Record<ServiceId, Words>> = {
  elasticache: { ...XML_WORDS, malformed: ['InvalidParameterValue', 400], incomplete: ['MissingParameter', 400] },
  sns: {
    ...XML_WORDS,
    denied: ['AuthorizationError', 403],
    failed: ['InternalError', 500],
    incomplete: ['InvalidParameter', 400],
  },
  sts: XML_WORDS,
  monitoring: { ...XML_WORDS, failed: ['InternalServiceError', 500], incomplete: ['MissingParameter', 400] },
  route53: { ...XML_WORDS, malformed: ['InvalidInput', 400], incomplete: ['InvalidInput', 400] },
  states: JSON_WORDS,
  ssm: { ...JSON_WORDS, failed: ['InternalServerError', 500] },
  events: { ...JSON_WORDS, failed: ['InternalException', 500] },
  logs: { ...JSON_WORDS, failed: ['ServiceUnavailableException', 500], incomplete: ['InvalidParameterException', 400] },
  dynamodb: { ...JSON_WORDS, failed: ['InternalServerError', 500] },
  secretsmanager: { ...JSON_WORDS, failed: ['InternalServiceError', 500] },
  lambda: {
    ...JSON_WORDS,
    denied: ['AccessDeniedException', 403],
    throttled: ['TooManyRequestsException', 429],
    failed: ['ServiceException', 500],
    malformed: ['InvalidRequestContentException', 400],
    badToken: ['UnrecognizedClientException', 403],
  },
};

const refusal = ([code, status]: Word, message: string): AwsError => new AwsError(code, message, { status });

export const denied = (id: ServiceId, message: string): AwsError => refusal(words[id].denied, message);
export const throttled = (id: ServiceId): AwsError => refusal(words[id].throttled, 'Rate exceeded');
/** The refusal of bytes that the protocol does not allow, or of values of another type than the model's. */
export const malformed = ({ id }: ServiceModel, protocol: ProtocolName, message: string): AwsError =>
  refusal(protocol === 'json' || protocol === 'cbor' ? JSON_WORDS.malformed : words[id].malformed, message);

export const badToken = (id: ServiceId, message: string): AwsError => refusal(words[id].badToken, message);
export const failed = (id: ServiceId): AwsError =>
  refusal(words[id].failed, 'The request processing has failed because of an unknown error, exception or failure.');

/** The refusal of an input that lacks members its model requires. */
export const incomplete = (id: ServiceId, paths: readonly string[]): AwsError => {
  const last = (path: string): string => {
    const name = path.split('.').at(-1) ?? path;
    return name.charAt(0).toUpperCase() + name.slice(1);
  };
  const first = last(paths[0] ?? '');
  if (id === 'elasticache') return refusal(words[id].incomplete, `The request must contain the parameter ${first}.`);
  if (id === 'monitoring') return refusal(words[id].incomplete, `The parameter ${first} is required.`);
  const constraint = (path: string) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
  const count = `${paths.length} validation error${paths.length === 1 ? '' : 's'} detected: `;
  return refusal(words[id].incomplete, count + paths.map(constraint).join('; '));
};

/** The refusal of an operation that the service does not have, or the sandbox does not answer. */
export const unknownOperation = (model: ServiceModel, protocol: ProtocolName, name: string | undefined): AwsError => {
  const xml = protocol === 'query' || protocol === 'rest-xml';
  if (!xml) {
    const message = name === undefined ? '' : `${name} is not an operation that the sandbox's ${model.id} answers`;
    return refusal(['UnknownOperationException', protocol === 'rest-json' ? 404 : 400], message);
  }
  if (name === undefined && protocol === 'query')
    return refusal(['MissingAction', 400], 'The request is missing an action or a required parameter.');
  return refusal(['InvalidAction', 400], `Could not find operation ${name ?? ''} for version ${model.version}`);
};
