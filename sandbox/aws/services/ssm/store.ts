import type { Parameter, PutParameterRequest } from '@aws-sdk/client-ssm';
import type { Clock } from '../../../clock.ts';
import type { History } from '../../../history.ts';
import { causeOf } from '../../cause-of.ts';
import type { Call } from '../../service.ts';
import { parseReference } from './names.ts';
import { currentVersion, parameterArn, type StoredParameter, toParameter, type Version } from './parameter.ts';
import { putVersion } from './put.ts';
import { notFound, versionNotFound } from './refusals.ts';

/** The parameters of every Region, by name. Regions share nothing. */
export class ParameterStore {
  readonly #clock: Clock;
  readonly #history: History;
  readonly #account: string;
  readonly #regions = new Map<string, Map<string, StoredParameter>>();

  constructor({ clock, history, account }: { clock: Clock; history: History; account: string }) {
    this.#clock = clock;
    this.#history = history;
    this.#account = account;
  }

  /** Stores one more version, or refuses and changes nothing. */
  put(
    request: PutParameterRequest,
    call: Pick<Call, 'region' | 'principal'> & Partial<Pick<Call, 'requestId'>>,
  ): Version {
    const { region, principal } = call;
    const name = (request.Name ?? '').trim();
    const by = principal.kind === 'role' ? principal.roleArn : `arn:aws:iam::${this.#account}:root`;
    const arn = parameterArn(name, { region, account: this.#account });
    const parameters = this.#of(region);
    const known = parameters.get(name);
    const stored = putVersion(known, request, { name, arn, now: this.#clock.now(), by });
    parameters.set(name, stored);
    const version = currentVersion(stored);
    const { value } = legible(version);
    const before = known && legible(currentVersion(known));
    const made = { parameter: name, version: version.number, type: version.type, value, ...(before && { before }) };
    const detail = { ...made, ...causeOf(call) };
    this.#history.append({ kind: 'effect', region, name: 'ssm:PutParameter', detail });
    return version;
  }

  /** Finds `name`, `name:version` or an ARN. Refuses a version that is not there; undefined for no parameter. */
  find(reference: string, { region, decrypt }: { region: string; decrypt: boolean }): Parameter | undefined {
    const { names, selector } = parseReference(reference);
    const stored = names.map((name) => this.#of(region).get(name)).find((each) => each !== undefined);
    if (!stored) return undefined;
    if (selector === undefined) return toParameter(stored, currentVersion(stored), { decrypt });
    const version = stored.versions.find(({ number }) => String(number) === selector);
    if (!version) throw versionNotFound(stored.name, selector);
    return toParameter(stored, version, { decrypt, selector });
  }

  remove(name: string, call: Pick<Call, 'region'> & Partial<Pick<Call, 'principal' | 'requestId'>>): void {
    const { region } = call;
    if (!this.#of(region).delete(name)) throw notFound();
    const detail = { parameter: name, ...causeOf(call) };
    this.#history.append({ kind: 'effect', region, name: 'ssm:DeleteParameter', detail });
  }

  /** One Region's parameters, sorted by name. */
  list(region: string): StoredParameter[] {
    return [...this.#of(region).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #of(region: string): Map<string, StoredParameter> {
    const parameters = this.#regions.get(region) ?? new Map<string, StoredParameter>();
    this.#regions.set(region, parameters);
    return parameters;
  }
}

const legible = ({ type, value, number }: Version) => ({
  version: number,
  value: type === 'SecureString' ? '(redacted)' : value,
});
