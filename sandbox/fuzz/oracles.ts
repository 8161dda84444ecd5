import * as catalogue from '../../functions/contract/errors.ts';
import { names } from '../../functions/contract/names.ts';
import { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import { FailoverRequest } from '../../functions/contract/request.ts';
import { canarySecret, datastore, east, endpointOf, epochRecord, now, record } from './samples.ts';
import type { Change, Said, Scene } from './scene.ts';

/** Something that must never come of any input, in words. */
export type Violation = string;

/** All that an input did and said, against everything that must never come of one. */
export const violationsOf = (
  { changes, said, situation }: Pick<Scene, 'changes' | 'said' | 'situation'>,
  permits: (change: Change) => boolean,
): Violation[] => [
  ...changes.flatMap((change) => changeViolation(change, situation.reality === 'lost', permits)),
  ...said.flatMap(saidViolations),
];

const changeViolation = (change: Change, isLost: boolean, permits: (change: Change) => boolean): Violation[] => {
  switch (change.kind) {
    case 'promote':
      return permits(change) ? [] : ['a promotion was called'];
    case 'parameter':
      return isRealParameter(change) || permits(change)
        ? []
        : [`${change.name} was written with ${change.value.slice(0, 300)}`];
    case 'record':
      return isRealBatch(change) || permits(change)
        ? []
        : [`the record was changed by ${JSON.stringify(change.batch).slice(0, 300)}`];
    case 'start':
      return (isLost || permits(change)) && isSoundStart(change)
        ? []
        : [`an execution was started: ${JSON.stringify(change).slice(0, 300)}`];
    case 'redis':
      return isOurs(change) ? [] : [`Redis was sent ${change.command} ${JSON.stringify(change.key)}`];
    case 'unreadable':
      return [`what was written will not be read again: ${change.what}`];
  }
};

/** Only what ElastiCache says of the primary is ever published, whatever came in. */
const isRealParameter = ({ name, value }: Change & { kind: 'parameter' }): boolean => {
  if (name !== names.endpointParameter(datastore)) return false;
  const { data } = PublishedEndpoint.safeParse(JSON.parse(value));
  return (
    data?.primaryRegion === east &&
    data.primary === endpointOf(east) &&
    (data.reader ?? endpointOf(east, true)) === endpointOf(east, true) &&
    data.configuration === undefined &&
    data.port === 6379 &&
    data.tls &&
    Date.parse(data.promotedAt ?? '1970-01-01') <= now + 300_000
  );
};

const isRealBatch = ({ zone, batch }: Change & { kind: 'record' }): boolean =>
  zone === 'Z0SESSIONS0EXAMPLE' &&
  [...batch.remove, ...batch.create].every(({ name }) => name === record || name === epochRecord) &&
  batch.create.every(({ type, values }) =>
    type === 'CNAME'
      ? values.length === 1 && values[0] === endpointOf(east)
      : values.length === 1 && /^"\d{1,15} us-east-1"$/.test(values[0] ?? ''),
  );

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const isSoundStart = ({ name, input }: Change & { kind: 'start' }): boolean =>
  /^sessions-[A-Za-z0-9_-]{1,71}$/.test(name) && FailoverRequest.safeParse(JSON.parse(input)).success;

const isOurs = ({ command, key }: Change & { kind: 'redis' }): boolean =>
  ['SET', 'DEL'].includes(command) && /^failover:(heartbeat|canary:[\w:-]+):\{[\w ?-]{1,40}\}$/.test(key);

/** Control characters, those that reorder text, line ends of their own, and halves of characters. */
const control = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/u;
/** The same, as JSON writes them. */
const escaped = /(?<!\\)(?:\\\\)*\\(?:u00[01][\da-f]|u[dD][89a-fA-F]|[nrtbf])/;
/** Of anything that people read. SNS takes 256 KB, Step Functions 32768 characters of a cause. */
const longest = {
  log: 30_000,
  page: 100_000,
  subject: 100,
  event: 200_000,
  error: 10_000,
  note: 200_000,
  output: 200_000,
};

const saidViolations = ({ where, text }: Said): Violation[] => {
  const found: Violation[] = [];
  if (text.includes(canarySecret)) found.push(`a secret stands in the ${where}: ${text.slice(0, 200)}`);
  if (text.length > longest[where]) found.push(`${text.length} characters in the ${where}`);
  const isJson = where === 'log';
  const raw = where === 'page' ? text.replaceAll('\n', '') : text;
  if (
    where !== 'event' &&
    where !== 'note' &&
    where !== 'output' &&
    (control.test(raw) || (isJson && escaped.test(raw)))
  )
    found.push(`a control character stands in the ${where}: ${JSON.stringify(raw.slice(0, 300))}`);
  return found;
};

const ours: ReadonlySet<string> = new Set(Object.keys(catalogue));
/** Names that only a fault of the program gives: nothing that comes in may cause one. */
const faults: readonly string[] = [
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'ZodError',
  'URIError',
  'EvalError',
];

/** An error that reached the outside: of the catalogue, of AWS, or a sentence of ours; never a fault of the program. */
export const errorViolations = (thrown: unknown): Violation[] => {
  if (!(thrown instanceof Error)) return [`something else than an error was thrown: ${String(thrown).slice(0, 200)}`];
  if (thrown instanceof AggregateError) return thrown.errors.flatMap(errorViolations);
  // The SDK's own, for an answer that it could not read.
  const isFromSdk = '$response' in thrown || '$metadata' in thrown || '$responseBodyText' in thrown;
  const isFault = faults.includes(thrown.name) && !ours.has(thrown.name) && !isFromSdk;
  return [
    ...(isFault
      ? [`${thrown.name}: ${thrown.message.slice(0, 300)} ${thrown.stack?.split('\n')[1]?.trim() ?? ''}`]
      : []),
    ...saidViolations({ where: 'error', text: thrown.message }),
  ];
};
