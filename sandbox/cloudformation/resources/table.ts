import * as z from 'zod';
import { type DeployContext, type Deployed, resourceType } from '../resource-type.ts';

const ignored = z.unknown().optional();

/** Neither backups nor time to live nor encryption shows in the sandbox. */
const common = {
  TableName: z.string().optional(),
  KeySchema: z.unknown(),
  AttributeDefinitions: z.unknown(),
  BillingMode: z.string().optional(),
  GlobalSecondaryIndexes: z.unknown().optional(),
  LocalSecondaryIndexes: z.unknown().optional(),
  TimeToLiveSpecification: ignored,
  SSESpecification: ignored,
};

export const table = resourceType(
  z.strictObject({
    ...common,
    ProvisionedThroughput: z.unknown().optional(),
    PointInTimeRecoverySpecification: ignored,
    DeletionProtectionEnabled: ignored,
    TableClass: ignored,
    Tags: ignored,
  }),
  (properties, context) => make(properties, context),
);

const Replica = z.looseObject({ Region: z.string() });

export const globalTable = resourceType(
  z.strictObject({
    ...common,
    Replicas: z.array(Replica).length(1, 'the sandbox has no replicated tables: one replica, in its own Region'),
    WriteOnDemandThroughputSettings: ignored,
  }),
  ({ Replicas, ...properties }, context) => {
    if (Replicas[0]?.Region !== context.region) throw new Error(`Replicas: expected ${context.region} only`);
    return make(properties, context);
  },
);

const make = async (
  {
    TableName,
    ...properties
  }: { readonly TableName?: string | undefined } & Pick<
    Parameters<DeployContext['targets']['dynamodb']['ensureTable']>[1],
    'KeySchema' | 'AttributeDefinitions'
  >,
  context: DeployContext,
): Promise<Deployed> => {
  const name = TableName ?? context.generatedName(255);
  const { arn } = await context.targets.dynamodb.ensureTable(context.region, { TableName: name, ...properties });
  return { ref: name, attributes: { Arn: arn } };
};
