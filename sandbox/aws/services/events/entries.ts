import type { PutEventsRequestEntry, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../service.ts';

/** Total size of one PutEvents request (model of `PutEvents`, client-eventbridge 3.1169: less than 1 MB). */
const MAX_BYTES = 1_048_576;
const MAX_ENTRIES = 10;

const refuse = (field: string): PutEventsResultEntry => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${field} is not valid. Reason: ${field} is a required argument.`,
});

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

/** Why EventBridge would fail this one entry, while taking the others. */
export const complaint = (entry: PutEventsRequestEntry): PutEventsResultEntry | undefined => {
  if (!entry.Source) return refuse('Source');
  if (!entry.DetailType) return refuse('DetailType');
  if (!entry.Detail) return refuse('Detail');
  if (!isJsonObject(entry.Detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  if (/^aws\./.test(entry.Source))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  return undefined;
};

const bytesOf = (entry: PutEventsRequestEntry): number =>
  (entry.Time ? 14 : 0) +
  [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])].reduce(
    (sum, text) => sum + Buffer.byteLength(text ?? ''),
    0,
  );

/** Refuses a request whose number or size of entries no bus takes. */
export const checkRequest = (entries: readonly PutEventsRequestEntry[]): void => {
  if (entries.length < 1 || entries.length > MAX_ENTRIES)
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${
        entries.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${MAX_ENTRIES}`
      }`,
    );
  if (entries.reduce((sum, entry) => sum + bytesOf(entry), 0) >= MAX_BYTES)
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
};
