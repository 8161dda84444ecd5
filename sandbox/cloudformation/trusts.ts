import { isObject } from './values.ts';

/** Which services may assume which roles, by the roles' trust policies. */
export class Trusts {
  readonly #services = new Map<string, ReadonlySet<string>>();

  set(roleArn: string, document: unknown): void {
    const statements = isObject(document) ? [document.Statement].flat() : [];
    const allowing = statements.filter(isObject).filter(({ Effect }) => Effect === 'Allow');
    const services = allowing.flatMap(({ Principal }) => (isObject(Principal) ? [Principal.Service].flat() : []));
    this.#services.set(roleArn, new Set(services.map(String)));
  }

  /** Throws, in the words of the service, unless its principal may assume the role. */
  check(roleArn: string, { service, refusal }: { service: string; refusal: string }): void {
    const trusted = this.#services.get(roleArn);
    if (!trusted) throw new Error(`the role ${roleArn} does not exist`);
    if (!trusted.has(service)) throw new Error(`${refusal} (${roleArn} does not trust ${service})`);
  }
}
