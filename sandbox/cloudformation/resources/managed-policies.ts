import type { Targets } from '../targets.ts';

const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const networkInterfaces = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** AWS managed policies that functions use ("AWS managed policies for AWS Lambda"). */
const actions: Readonly<Record<string, readonly string[]>> = {
  AWSLambdaBasicExecutionRole: logs,
  AWSLambdaVPCAccessExecutionRole: [...logs, ...networkInterfaces],
  AWSXRayDaemonWriteAccess: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
};

/** The document of a managed policy: one of AWS's that the sandbox knows, or one that was deployed. */
export const managedPolicy = (arn: string, { policies }: Pick<Targets, 'policies'>): unknown => {
  const granted = arn.startsWith('arn:aws:iam::aws:policy/') ? actions[arn.split('/').at(-1) ?? ''] : undefined;
  const document = granted ? { Statement: [{ Effect: 'Allow', Action: granted, Resource: '*' }] } : policies.get(arn);
  if (!document) throw new Error(`ManagedPolicyArns: the sandbox does not know ${arn}`);
  return document;
};
