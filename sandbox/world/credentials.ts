import { createHash } from 'node:crypto';
import type { Principal } from '../aws/service.ts';
import type { RoleCredentials } from '../lambda.ts';

/** Credentials of roles: the front knows the caller by the access key that signed. */
export class Credentials {
  readonly byAccessKey = new Map<string, Principal>();
  readonly #sessionOf: (roleArn: string) => string | undefined;

  /** `sessionOf`: the session under which a role appears in refusals; for a function its name. */
  constructor(sessionOf: (roleArn: string) => string | undefined) {
    this.#sessionOf = sessionOf;
  }

  readonly of = (roleArn: string): RoleCredentials => {
    const digest = createHash('sha256').update(roleArn).digest('hex').toUpperCase();
    const accessKeyId = `ASIA${digest.slice(0, 16)}`;
    const session = this.#sessionOf(roleArn);
    this.byAccessKey.set(accessKeyId, { kind: 'role', roleArn, ...(session === undefined ? {} : { session }) });
    return { accessKeyId, secretAccessKey: digest.slice(16, 56), sessionToken: digest };
  };
}
