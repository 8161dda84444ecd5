import { Duration } from 'aws-cdk-lib';
import { Effect } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, Tracing } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Datastore } from '../../functions/contract/config.ts';
import { names } from '../../functions/contract/names.ts';
import type { Grant } from './grants/grant.ts';
import { arns, type Place } from './place.ts';
import { TaskFunction } from './task-function.ts';

/** What Lambda itself needs to attach a function to a network. https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html */
const networkInterfaces = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

export interface TouchCacheProps {
  readonly place: Place;
  readonly name: string;
  readonly datastore: Datastore;
}

/**
 * The only function with a leg in a datastore's network, one per datastore. It calls no AWS API, so it needs neither
 * NAT nor endpoints, and is not traced.
 */
export class TouchCache extends Construct {
  readonly function: TaskFunction;

  constructor(scope: Construct, id: string, { place, name, datastore }: TouchCacheProps) {
    super(scope, id);
    const functionName = names.touchCache(name);

    this.function = new TaskFunction(this, 'TouchCache', {
      config: place.config,
      functionName,
      description: `Touches the caches of ${name} from inside their network.`,
      timeout: Duration.seconds(5),
      memorySize: 256,
      tracing: Tracing.DISABLED,
      may: [attachToNetwork(arns(place).function(functionName))],
    });

    const network = datastore.network[place.region];
    const resource = this.function.node.defaultChild;
    if (network && resource instanceof CfnFunction)
      resource.vpcConfig = { subnetIds: network.subnets, securityGroupIds: network.securityGroups };
  }
}

/** For Lambda, on this function's behalf; the function's own code is denied the same calls. */
const attachToNetwork = (functionArn: string): Grant => ({
  statements: [
    {
      sid: 'AttachToNetwork',
      actions: networkInterfaces,
      resources: ['*'],
      because: 'Lambda names the interfaces as it creates them, and checks at deployment for exactly this.',
    },
    {
      sid: 'LeaveNetworkToLambda',
      effect: Effect.DENY,
      actions: networkInterfaces,
      resources: ['*'],
      conditions: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } },
    },
  ],
});
