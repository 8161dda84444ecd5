import type {
  DeleteParameterRequest,
  DescribeParametersRequest,
  DescribeParametersResult,
  GetParameterRequest,
  GetParameterResult,
  GetParametersByPathRequest,
  GetParametersByPathResult,
  GetParametersRequest,
  GetParametersResult,
  PutParameterRequest,
  PutParameterResult,
} from '@aws-sdk/client-ssm';
import type { Clock } from '../../clock.ts';
import type { History } from '../../history.ts';
import type { Call, Service } from '../service.ts';
import { BY_PATH_KEYS, DESCRIBE_KEYS, fromOldFilters, matchesAll } from './ssm/filters.ts';
import { isUnder, refuseBadPath } from './ssm/names.ts';
import { page } from './ssm/page.ts';
import { currentVersion, type StoredParameter, toMetadata, toParameter } from './ssm/parameter.ts';
import { constraint, notFound } from './ssm/refusals.ts';
import { ParameterStore } from './ssm/store.ts';

export interface Ssm extends Service {
  /** A parameter's current value in one Region, decrypted; undefined where there is none. For the sandbox's own eyes. */
  readonly value: (region: string, name: string) => string | undefined;
}

export interface SsmDependencies {
  readonly clock: Clock;
  readonly history: History;
  readonly account: string;
}

/**
 * Parameter Store of every Region. There is no compare-and-set: only `Overwrite`, and the version that PutParameter
 * answers. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export const createSsm = (dependencies: SsmDependencies): Ssm => {
  const store = new ParameterStore(dependencies);
  return {
    id: 'ssm',
    operations: {
      PutParameter: (request: PutParameterRequest, call: Call): PutParameterResult => {
        const { number, tier } = store.put(request, call);
        return { Version: number, Tier: tier };
      },
      GetParameter: ({ Name = '', WithDecryption = false }: GetParameterRequest, { region }: Call) =>
        getParameter(store.find(Name, { region, decrypt: WithDecryption })),
      GetParameters: (request: GetParametersRequest, { region }: Call) => getParameters(store, request, region),
      GetParametersByPath: (request: GetParametersByPathRequest, { region }: Call) =>
        getByPath(store.list(region), request),
      DescribeParameters: (request: DescribeParametersRequest, { region }: Call) =>
        describe(store.list(region), request),
      DeleteParameter: ({ Name = '' }: DeleteParameterRequest, call: Call) => {
        store.remove(Name, call);
        return {};
      },
    },
    value: (region, name) => store.find(name, { region, decrypt: true })?.Value,
  };
};

const getParameter = (found: GetParameterResult['Parameter']): GetParameterResult => {
  if (!found) throw notFound();
  return { Parameter: found };
};

/** A parameter or a version that is not there is named among `InvalidParameters`: nothing fails. */
const getParameters = (store: ParameterStore, request: GetParametersRequest, region: string): GetParametersResult => {
  const { Names: names = [], WithDecryption: decrypt = false } = request;
  if (names.length > 10) throw constraint('names', `[${names.join(', ')}]`, 'have length less than or equal to 10');
  const found = names.map((name) => lenient(() => store.find(name, { region, decrypt })));
  return {
    Parameters: found.filter((each) => each !== undefined),
    InvalidParameters: names.filter((_, index) => found[index] === undefined),
  };
};

const getByPath = (all: readonly StoredParameter[], request: GetParametersByPathRequest): GetParametersByPathResult => {
  const { Path: path = '', Recursive: recursive = false, WithDecryption: decrypt = false } = request;
  refuseBadPath(path);
  const wanted = matchesAll(request.ParameterFilters ?? [], BY_PATH_KEYS);
  const under = all.filter((each) => isUnder(each.name, { path, recursive }) && wanted(toMetadata(each)));
  const { items, ...next } = page(under, paging(request, 10));
  return { Parameters: items.map((each) => toParameter(each, currentVersion(each), { decrypt })), ...next };
};

const describe = (all: readonly StoredParameter[], request: DescribeParametersRequest): DescribeParametersResult => {
  const filters = [...(request.ParameterFilters ?? []), ...fromOldFilters(request.Filters)];
  const wanted = matchesAll(filters, DESCRIBE_KEYS);
  const { items, ...next } = page(
    all.filter((each) => wanted(toMetadata(each))),
    paging(request, 50),
  );
  return { Parameters: items.map(toMetadata), ...next };
};

const paging = (request: { MaxResults?: number | undefined; NextToken?: string | undefined }, max: number) => ({
  nameOf: ({ name }: StoredParameter) => name,
  size: request.MaxResults,
  max,
  token: request.NextToken,
});

const lenient = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};
