import type { PolicyStatementProps } from 'aws-cdk-lib/aws-iam';

/** What a function may do under one name, with the variable that tells it where. No statement: nothing is configured for it. */
export interface Grant {
  readonly statements: readonly Statement[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Statement extends PolicyStatementProps {
  /** Shows in the console and in refusals' analysis; the function's own words. */
  readonly sid: string;
  readonly actions: string[];
  readonly resources: string[];
  /** Why a wildcard is the narrowest that still answers. cdk-nag is told this, for exactly these resources. */
  readonly because?: string;
}

/** A grant of one statement, or of none where there is nothing to grant it on. */
export const grant = (statement: Statement, environment?: Readonly<Record<string, string>>): Grant => ({
  statements: statement.resources.length === 0 ? [] : [statement],
  ...(environment ? { environment } : {}),
});
