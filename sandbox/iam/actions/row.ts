import type { Access } from '../../iam.ts';
import type { Site } from '../actions.ts';

/** One operation of the table: the permissions it needs, derived from its input. */
export interface Row {
  /** The service's page in the Service Authorization Reference, or the guide that tells more. */
  readonly page: string;
  readonly needs: (input: Input, site: Site) => readonly Access[];
}

/** An input that passed its schema's inspection, or DynamoDB's raw JSON: read only through the functions below. */
export type Input = Readonly<Record<string, unknown>>;

export type Rows = Readonly<Record<string, Row>>;

/** `arn:aws:<service>:<region>:<account>:<resource>` in the call's own Region and account. */
export const arn = ({ region, account }: Site, service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

export const textOf = (input: Input, member: string): string | undefined => {
  const value = input[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export const textsOf = (input: Input, member: string): string[] => {
  const value = input[member];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};

export const recordsOf = (input: Input, member: string): Input[] => {
  const value = input[member];
  return Array.isArray(value) ? value.map((item) => ({ ...Object(item) })) : [];
};

export const unique = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/** A row whose one action has the operation's name. */
export const row = (page: string, action: string, resources: (input: Input, site: Site) => readonly string[]): Row => ({
  page,
  needs: (input, site) => [{ action, resources: resources(input, site) }],
});

/** A row that only `*` grants. */
export const onAll = (page: string, action: string): Row => row(page, action, () => ['*']);
