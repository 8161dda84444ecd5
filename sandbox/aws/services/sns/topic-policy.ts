import * as z from 'zod';
import { type Conditions, conditionsHold } from '../../../iam/conditions.ts';
import { matchesAction, matchesResource } from '../../../iam/patterns.ts';
import type { PublicationRight } from './ports.ts';

const texts = z
  .union([z.string(), z.boolean().transform(String), z.array(z.string())])
  .transform((value) => [value].flat());

const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([
    z.literal('*').transform((): Record<string, string[]> => ({ AWS: ['*'] })),
    z.record(z.string(), texts),
  ]),
  Action: texts,
  Resource: texts,
  Condition: z.record(z.string(), z.record(z.string(), texts)).default({}),
});

const asList = (value: unknown): unknown => (Array.isArray(value) ? value : [value]);

const Policy = z.object({ Statement: z.preprocess(asList, z.array(Statement)) });

/** Checks that the sandbox can evaluate a topic policy at all; throws one line for each thing it cannot. */
export const checkTopicPolicy = (policy: unknown, topicArn: string): void => {
  const { error } = Policy.safeParse(policy);
  if (error) throw new TypeError(`policy of ${topicArn}: ${z.prettifyError(error)}`);
};

const requestOf = ({ sourceArn, sourceAccount, servicePrincipal }: PublicationRight): Conditions => ({
  'aws:SourceArn': sourceArn,
  'aws:SourceAccount': sourceAccount,
  'aws:SourceOwner': sourceAccount,
  'aws:SecureTransport': 'true',
  'aws:PrincipalIsAWSService': 'true',
  'aws:PrincipalServiceName': servicePrincipal,
});

/**
 * May a service publish for this source? Explicit deny wins, then any allow, else the answer is no. A condition that
 * cannot be evaluated never allows, and always denies.
 */
export const allowsPublication = (policy: unknown, right: PublicationRight): boolean => {
  const request = requestOf(right);
  const applying = Policy.parse(policy).Statement.filter(({ Effect, Principal, Action, Resource, Condition }) => {
    const { AWS = [], Service = [] } = Principal;
    const conditions = Object.entries(Condition).flatMap(([operator, block]) =>
      Object.entries(block).map(([key, values]) => ({ operator, key, values })),
    );
    const held = conditionsHold(conditions, request);
    return (
      (AWS.includes('*') || Service.includes(right.servicePrincipal)) &&
      Action.some((pattern) => matchesAction(pattern, 'sns:Publish')) &&
      Resource.some((pattern) => matchesResource(pattern, right.topicArn, request)) &&
      (typeof held === 'boolean' ? held : Effect === 'Deny')
    );
  });
  return applying.length > 0 && applying.every(({ Effect }) => Effect === 'Allow');
};
