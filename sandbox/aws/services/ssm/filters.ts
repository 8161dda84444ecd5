import type { DescribeParametersRequest, ParameterMetadata, ParameterStringFilter } from '@aws-sdk/client-ssm';
import { AwsError } from '../../service.ts';
import { isUnder } from './names.ts';

type Field = 'Name' | 'Type' | 'KeyId' | 'Tier' | 'DataType';
const FIELDS: readonly Field[] = ['Name', 'Type', 'KeyId', 'Tier', 'DataType'];

/** The filter keys that GetParametersByPath takes (labels are not kept here). */
export const BY_PATH_KEYS: readonly string[] = ['Type', 'KeyId'];
/** The filter keys that DescribeParameters takes (tags are not kept here). */
export const DESCRIBE_KEYS: readonly string[] = [...FIELDS, 'Path'];

/** A predicate for `ParameterFilters`; all filters must hold. Refuses keys, options and empty values as the API does. */
export const matchesAll = (
  filters: readonly ParameterStringFilter[],
  keys: readonly string[],
): ((parameter: ParameterMetadata) => boolean) => {
  const tests = filters.map((filter) => matches(filter, keys));
  return (parameter) => tests.every((test) => test(parameter));
};

/** DescribeParameters' deprecated `Filters`: a name begins with, any other field equals. */
export const fromOldFilters = (filters: DescribeParametersRequest['Filters'] = []): ParameterStringFilter[] =>
  filters.map(({ Key, Values }) => ({ Key, Values, Option: Key === 'Name' ? 'BeginsWith' : 'Equals' }));

const matches = (filter: ParameterStringFilter, keys: readonly string[]) => {
  const { Key, Option, Values = [] } = filter;
  if (!Key || !keys.includes(Key))
    throw new AwsError(
      'InvalidFilterKey',
      `The following filter key is not valid: ${Key}. Valid filter keys include: [${keys.join(', ')}].`,
    );
  if (Values.length === 0)
    throw new AwsError('InvalidFilterValue', `The following filter values are missing : null for filter key ${Key}`);
  if (Key === 'Path') return underAny(Values, Option ?? 'OneLevel');
  return fieldMatches(Key, Option ?? 'Equals', Values);
};

const underAny = (paths: readonly string[], option: string) => {
  if (option !== 'Recursive' && option !== 'OneLevel') throw badOption(option, 'Path', ['Recursive', 'OneLevel']);
  return ({ Name = '' }: ParameterMetadata) =>
    paths.some((path) => isUnder(Name, { path, recursive: option === 'Recursive' }));
};

const fieldMatches = (key: string, option: string, values: readonly string[]) => {
  const options = key === 'Name' ? ['BeginsWith', 'Equals', 'Contains'] : ['BeginsWith', 'Equals'];
  if (!options.includes(option)) throw badOption(option, key, options);
  const field = FIELDS.find((each) => each === key);
  return (parameter: ParameterMetadata) => {
    const actual = (field && parameter[field]) ?? '';
    return values.some((value) => {
      if (option === 'BeginsWith') return actual.startsWith(value);
      return option === 'Contains' ? actual.includes(value) : actual === value;
    });
  };
};

const badOption = (option: string, key: string, options: readonly string[]): AwsError =>
  new AwsError(
    'InvalidFilterOption',
    `The following filter option is not valid: ${option} for filter key ${key}. Valid options include: [${options.join(', ')}]`,
  );
