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
  Parameter,
  PutParameterRequest,
  PutParameterResult,
} from '@aws-sdk/client-ssm';
import type { Clock } from '../../clock.ts';
import type { History } from '../../history.ts';
import type { Call, Service } from '../service.ts';
import { BY_PATH_KEYS, DESCRIBE_KEYS, fromOldFilters, matchesAll } from './ssm/filters.ts';
import { isUnder, parseReference, refuseBadPath } from './ssm/names.ts';
import { page } from './ssm/page.ts';
import { currentVersion, parameterArn, type StoredParameter, toMetadata, toParameter } from './ssm/parameter.ts';
import { putVersion } from './ssm/put.ts';
import { constraint, notFound, versionNotFound } from './ssm/refusals.ts';

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
 * Parameter Store of every Region. Regions share nothing, and there is no compare-and-set: only `Overwrite` and the
 * version that PutParameter answers. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export const createSsm = ({ clock, history, account }: SsmDependencies): Ssm => {
  const regions = new Map<string, Map<string, StoredParameter>>();
  const storeOf = (region: string): Map<string, StoredParameter> => {
    const store = regions.get(region) ?? new Map<string, StoredParameter>();
    regions.set(region, store);
    return store;
  };
  const sorted = (region: string) => [...storeOf(region).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const find = (region: string, reference: string, decrypt: boolean): Parameter | undefined => {
    const { names, selector } = parseReference(reference);
    const stored = names.map((name) => storeOf(region).get(name)).find((each) => each !== undefined);
    if (!stored) return undefined;
    if (selector === undefined) return toParameter(stored, currentVersion(stored), { decrypt });
    const version = stored.versions.find(({ number }) => String(number) === selector);
    if (!version) throw versionNotFound(stored.name, selector);
    return toParameter(stored, version, { decrypt, selector });
  };

  const putParameter = (request: PutParameterRequest, { region, principal }: Call): PutParameterResult => {
    const name = (request.Name ?? '').trim();
    const by = principal.kind === 'role' ? principal.roleArn : `arn:aws:iam::${account}:root`;
    const at = { name, arn: parameterArn(name, { region, account }), now: clock.now(), by };
    const stored = putVersion(storeOf(region).get(name), request, at);
    storeOf(region).set(name, stored);
    const { number, type, tier, value } = currentVersion(stored);
    const shown = type === 'SecureString' ? '(redacted)' : value;
    const detail = { parameter: name, version: number, type, value: shown };
    history.append({ kind: 'effect', region, name: 'ssm:PutParameter', detail });
    return { Version: number, Tier: tier };
  };

  const getParameter = ({ Name = '', WithDecryption }: GetParameterRequest, { region }: Call): GetParameterResult => {
    const found = find(region, Name, WithDecryption === true);
    if (!found) throw notFound();
    return { Parameter: found };
  };

  const getParameters = (request: GetParametersRequest, { region }: Call): GetParametersResult => {
    const names = request.Names ?? [];
    if (names.length > 10) throw constraint('names', `[${names.join(', ')}]`, 'have length less than or equal to 10');
    const found = names.map((name) => lenient(() => find(region, name, request.WithDecryption === true)));
    return {
      Parameters: found.filter((each) => each !== undefined),
      InvalidParameters: names.filter((_, index) => found[index] === undefined),
    };
  };

  const byPath = (request: GetParametersByPathRequest, { region }: Call): GetParametersByPathResult => {
    const { Path = '', Recursive = false, WithDecryption = false } = request;
    refuseBadPath(Path);
    const wanted = matchesAll(request.ParameterFilters ?? [], BY_PATH_KEYS);
    const under = sorted(region).filter(
      (each) => isUnder(each.name, { path: Path, recursive: Recursive }) && wanted(toMetadata(each)),
    );
    const { items, ...next } = page(under, paging(request, 10));
    return {
      Parameters: items.map((each) => toParameter(each, currentVersion(each), { decrypt: WithDecryption })),
      ...next,
    };
  };

  const describe = (request: DescribeParametersRequest, { region }: Call): DescribeParametersResult => {
    const filters = [...(request.ParameterFilters ?? []), ...fromOldFilters(request.Filters)];
    const wanted = matchesAll(filters, DESCRIBE_KEYS);
    const { items, ...next } = page(
      sorted(region).filter((each) => wanted(toMetadata(each))),
      paging(request, 50),
    );
    return { Parameters: items.map(toMetadata), ...next };
  };

  const deleteParameter = ({ Name = '' }: DeleteParameterRequest, { region }: Call) => {
    if (!storeOf(region).delete(Name)) throw notFound();
    history.append({ kind: 'effect', region, name: 'ssm:DeleteParameter', detail: { parameter: Name } });
    return {};
  };

  return {
    id: 'ssm',
    operations: {
      PutParameter: putParameter,
      GetParameter: getParameter,
      GetParameters: getParameters,
      GetParametersByPath: byPath,
      DescribeParameters: describe,
      DeleteParameter: deleteParameter,
    },
    value: (region, name) => find(region, name, true)?.Value,
  };
};

const paging = (request: { MaxResults?: number | undefined; NextToken?: string | undefined }, max: number) => ({
  nameOf: ({ name }: StoredParameter) => name,
  size: request.MaxResults,
  max,
  token: request.NextToken,
});

/** GetParameters counts a missing version among its `InvalidParameters` instead of failing. */
const lenient = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};
