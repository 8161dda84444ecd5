import type { Call, Service } from '../../aws/service.ts';
import type { DeployContext } from '../resource-type.ts';

/** Calls an operation of a service as CloudFormation does: with the rights of whoever deploys. */
export const administratorCall = (
  service: Pick<Service, 'operations'>,
  operation: string,
  { input, context }: { input: unknown; context: DeployContext },
): unknown => {
  const { account, region, logicalId } = context;
  const call: Omit<Call, 'service'> = {
    operation,
    region,
    from: region,
    account,
    principal: { kind: 'administrator' },
    requestId: `deploy-${logicalId}`,
    allows: () => true,
  };
  const run = service.operations[operation];
  if (!run) throw new Error(`the sandbox has no ${operation}`);
  return run(input, { service: 'monitoring', ...call });
};
