import type { Principal, ServiceId } from '../aws/service.ts';
import type { Access, Authorize, Verdict } from '../iam.ts';
import { cloudwatch } from './actions/cloudwatch.ts';
import { dynamodb } from './actions/dynamodb.ts';
import { elasticache } from './actions/elasticache.ts';
import { lambda } from './actions/lambda.ts';
import { logs } from './actions/logs.ts';
import { messaging } from './actions/messaging.ts';
import { route53 } from './actions/route53.ts';
import type { Row } from './actions/row.ts';
import { secretsmanager } from './actions/secretsmanager.ts';
import { ssm } from './actions/ssm.ts';
import { states } from './actions/states.ts';
import type { Conditions } from './conditions.ts';

/** By service and operation. What is not here is denied. */
export const rows: Readonly<Record<string, Row>> = {
  ...elasticache,
  ...cloudwatch,
  ...ssm,
  ...route53,
  ...states,
  ...messaging,
  ...lambda,
  ...dynamodb,
  ...secretsmanager,
  ...logs,
};

/** What the table needs to know of a call. */
export interface Site {
  readonly service: ServiceId;
  readonly operation: string;
  readonly region: string;
  readonly account: string;
  readonly principal: Principal;
  /** The state machine that waits for a task token, where it is known. */
  readonly stateMachineOf?: ((taskToken: string) => string | undefined) | undefined;
}

/** What a call needs: every one of these. Undefined where the table has no row for the operation. */
export const accessOf = (site: Site, input: unknown): readonly Access[] | undefined =>
  rows[`${site.service}:${site.operation}`]
    ?.needs(Object(input), site)
    .map((need) => ({ ...need, conditions: { ...common(site), ...need.conditions } }));

/** Whether a call may be made at all, and on which other resources its first action is granted. */
export const judge = (authorize: Authorize, site: Site, input: unknown) => {
  const accesses = accessOf(site, input);
  const verdict = accesses ? verdictOf(authorize, site, accesses) : notInTable(site);
  const first = accesses?.[0];
  const allows = (resource: string): boolean =>
    first === undefined || authorize(site.principal, { ...first, resources: [resource] }).allowed;
  return { verdict, allows };
};

type Refusal = Extract<Verdict, { allowed: false }> & { readonly action: string };

const verdictOf = (authorize: Authorize, site: Site, accesses: readonly Access[]): { allowed: true } | Refusal => {
  for (const access of accesses) {
    const verdict = authorize(site.principal, access);
    if (!verdict.allowed) return { ...verdict, action: access.action };
  }
  return { allowed: true };
};

const notInTable = ({ service, operation, principal }: Site): { allowed: true } | Refusal => {
  if (principal.kind === 'administrator') return { allowed: true };
  const action = `${service === 'monitoring' ? 'cloudwatch' : service}:${operation}`;
  const reason = `because the sandbox's table of actions (sandbox/iam/actions) has no row for ${action}`;
  return { allowed: false, action, resource: '*', reason };
};

/** Keys that every request has. Real functions always use TLS, so that key says so although the sandbox speaks HTTP. */
const common = ({ region, account, principal }: Site): Conditions => ({
  'aws:RequestedRegion': region,
  'aws:SecureTransport': 'true',
  'aws:PrincipalAccount': account,
  'aws:PrincipalIsAWSService': 'false',
  'aws:ViaAWSService': 'false',
  ...(principal.kind === 'role' ? { 'aws:PrincipalArn': principal.roleArn, 'aws:PrincipalType': 'AssumedRole' } : {}),
});
