import type { Principal } from './aws/service.ts';
import { type Conditions, conditionsHold } from './iam/conditions.ts';
import { matchesAction, matchesResource } from './iam/patterns.ts';
import type { PolicyDocument, Statement } from './iam/policy.ts';
import { statementsOf } from './iam/policy.ts';

/** What a request asks for: every resource must be granted. `conditions`: condition keys and their values in this request. */
export interface Access {
  readonly action: string;
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
}

export type Verdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** As AWS ends its sentence: "because no identity-based policy allows the ssm:GetParameter action". */
      readonly reason: string;
      /** The resource that was not granted. */
      readonly resource: string;
    };

export type Authorize = (principal: Principal, access: Access) => Verdict;

/** A role as it was deployed. */
export interface Role {
  readonly arn: string;
  readonly policies: readonly PolicyDocument[];
  /** Who may assume it; kept for whoever wants to check, not evaluated per call. */
  readonly trust: PolicyDocument | undefined;
}

/** Statements that were taken from a role's policies. */
export interface Withdrawn {
  readonly statements: readonly Statement[];
  /** Gives the role back the policies it had. */
  readonly restore: () => void;
}

/** The account's roles and what their policies grant. */
export interface Iam {
  /** Attaches a policy; the role comes to be with its first one. A malformed document throws, naming the place. */
  allow(roleArn: string, document: unknown): void;
  trust(roleArn: string, document: unknown): void;
  /** Takes the matching statements from a role's policies, to see what breaks without them. */
  withdraw(roleArn: string, matches: (statement: Statement) => boolean): Withdrawn;
  role(roleArn: string): Role | undefined;
  roles(): readonly Role[];
  /** Identity-based policies only. Administrators may do everything; a role that is not there may do nothing. */
  readonly authorize: Authorize;
}

export const createIam = (): Iam => {
  const roles = new Map<string, { policies: PolicyDocument[]; trust: PolicyDocument | undefined }>();
  const roleOf = (arn: string) => {
    const role = roles.get(arn) ?? { policies: [], trust: undefined };
    roles.set(arn, role);
    return role;
  };
  const asRole = ([arn, { policies, trust }]: [string, ReturnType<typeof roleOf>]): Role => ({ arn, policies, trust });
  return {
    allow: (arn, document) => {
      const statements = statementsOf(document, `policy of ${arn}`);
      roleOf(arn).policies.push(statements);
    },
    trust: (arn, document) => {
      roleOf(arn).trust = statementsOf(document, `trust policy of ${arn}`);
    },
    withdraw: (arn, matches) => {
      const role = roleOf(arn);
      const before = role.policies;
      role.policies = before.map((statements) => statements.filter((statement) => !matches(statement)));
      const restore = () => {
        role.policies = before;
      };
      return { statements: before.flat().filter(matches), restore };
    },
    role: (arn) => {
      const role = roles.get(arn);
      return role && asRole([arn, role]);
    },
    roles: () => [...roles].map(asRole),
    authorize: (principal, access) => {
      if (principal.kind === 'administrator') return { allowed: true };
      const statements = statementsFor(roles.get(principal.roleArn)?.policies, access.action);
      const resources = access.resources.length > 0 ? access.resources : ['*'];
      const refusals = resources.map((resource) => refusalOf(statements, access, resource));
      return refusals.find((refusal) => refusal !== undefined) ?? { allowed: true };
    },
  };
};

/** By a role's policies as they stand, and action: a role asks for the same few again and again. */
const byAction = new WeakMap<readonly PolicyDocument[], { count: number; statements: Map<string, Statement[]> }>();

/** The statements about an action, whatever their resources and conditions. */
const statementsFor = (policies: readonly PolicyDocument[] | undefined, action: string): readonly Statement[] => {
  if (!policies) return [];
  const known = byAction.get(policies);
  // Policies are added to a role and never changed.
  const current = known?.count === policies.length ? known : { count: policies.length, statements: new Map() };
  byAction.set(policies, current);
  const found = current.statements.get(action) ?? policies.flat().filter((statement) => isAbout(statement, action));
  current.statements.set(action, found);
  return found;
};

/** Explicit deny wins, then any allow, else the implicit deny. */
const refusalOf = (statements: readonly Statement[], access: Access, resource: string): Verdict | undefined => {
  let allowed = false;
  for (const statement of statements) {
    if (!covers(statement, access, resource)) continue;
    const holds = conditionsHold(statement.conditions, access.conditions ?? {});
    // An operator that is not evaluated here could grant or deny: it always denies, and says so.
    if (typeof holds === 'object') return { allowed: false, resource, reason: `because ${holds.unknown}` };
    if (!holds) continue;
    if (statement.effect === 'Deny')
      return { allowed: false, resource, reason: 'with an explicit deny in an identity-based policy' };
    allowed = true;
  }
  if (allowed) return undefined;
  const reason = `because no identity-based policy allows the ${access.action} action`;
  return { allowed: false, resource, reason };
};

const isAbout = ({ actions }: Statement, action: string): boolean =>
  actions.patterns.some((pattern) => matchesAction(pattern, action)) !== actions.negated;

const covers = ({ resources }: Statement, { conditions = {} }: Access, resource: string): boolean =>
  resources.patterns.some((pattern) => matchesResource(pattern, resource, conditions)) !== resources.negated;
