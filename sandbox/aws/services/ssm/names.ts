import { AwsError } from '../../service.ts';
import { validation } from './refusals.ts';

/** The deepest hierarchy: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
const LEVELS_MAX = 15;
const PARTS = /^\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/;
const RULE =
  'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';
const PATH_RULE =
  'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.';

/** Refuses a name that PutParameter would refuse, in Parameter Store's own words. */
export const refuseBadName = (name: string, arn: string): void => {
  const bare = name.replace(/^\//, '');
  const isPath = bare.includes('/');
  if (/^aws/i.test(bare) && name.startsWith('/'))
    throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${bare}.`);
  if (/^(aws|ssm)/i.test(bare))
    throw validation(isPath ? RULE : 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  if (!PARTS.test(name)) throw validation(RULE);
  if (isPath && !name.startsWith('/')) throw validation('Parameter name must be a fully qualified name.');
  if (arn.length > 1011)
    throw validation('Parameter name: the maximum length, the ARN before the name included, is 1011 characters.');
  if (bare.split('/').length > LEVELS_MAX)
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `A hierarchy can have a maximum of ${LEVELS_MAX} levels. For more information, see Requirements and constraints for parameter names in the AWS Systems Manager User Guide.`,
    );
};

/** Refuses a path that GetParametersByPath would refuse. */
export const refuseBadPath = (path: string): void => {
  if (path === '/') return;
  if (!path.startsWith('/') || !PARTS.test(path.replace(/\/$/, ''))) throw validation(PATH_RULE);
};

/** Whether a parameter lies under a path: directly, or at any depth when `recursive`. */
export const isUnder = (name: string, { path, recursive }: { path: string; recursive: boolean }): boolean => {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  // A name without a leading slash lies at the root.
  const full = name.startsWith('/') ? name : `/${name}`;
  return full.startsWith(prefix) && (recursive || !full.slice(prefix.length).includes('/'));
};

/** A reader's way to name a parameter: `name`, `name:3`, `name:label`, or any of these behind an ARN's prefix. */
export const parseReference = (reference: string): { names: readonly string[]; selector?: string } => {
  const arn = /^arn:aws:ssm:[^:]*:[^:]*:parameter(\/.+)$/.exec(reference);
  const [name = '', selector] = (arn?.[1] ?? reference).trim().split(':');
  // An ARN does not tell `/a` from `a`.
  const names = arn ? [name, name.slice(1)] : [name];
  return selector === undefined ? { names } : { names, selector };
};
