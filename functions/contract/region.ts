import * as z from 'zod';

/** An AWS Region code, for example `us-west-2`. */
export const Region = z
  .string()
  .max(32)
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected an AWS Region code such as us-west-2');
export type Region = z.infer<typeof Region>;

/** A datastore's name in our configuration: it becomes part of alarm, parameter and execution names. */
export const DatastoreName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'expected lower-case letters, digits and hyphens, starting with a letter, at most 40',
  );
export type DatastoreName = z.infer<typeof DatastoreName>;

/** An instant as ISO 8601 with milliseconds in UTC, as `Date.toISOString` writes it. */
export const Instant = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof Instant>;
