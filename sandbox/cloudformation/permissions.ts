/** A statement of a function's resource policy: who may invoke it besides roles of the account. */
export interface Permission {
  readonly functionArn: string;
  readonly principal: string;
  readonly sourceArn?: string | undefined;
  readonly sourceAccount?: string | undefined;
}

/** The resource policies of all functions. */
export class Permissions {
  readonly #granted: Permission[] = [];

  add(permission: Permission): void {
    this.#granted.push(permission);
  }

  /** May this service invoke the function for this source? What the statement leaves open holds for any. */
  allow(asked: Required<Permission>): boolean {
    return this.#granted.some(
      ({ functionArn, principal, sourceArn, sourceAccount }) =>
        unqualified(functionArn) === unqualified(asked.functionArn) &&
        principal === asked.principal &&
        (sourceArn === undefined || like(sourceArn, asked.sourceArn)) &&
        (sourceAccount === undefined || sourceAccount === asked.sourceAccount),
    );
  }
}

/** `arn:aws:lambda:<region>:<account>:function:<name>`, without version or alias. */
const unqualified = (arn: string): string => arn.split(':').slice(0, 7).join(':');

/** ArnLike, as Lambda compares SourceArn. */
const like = (pattern: string, arn: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(arn);
