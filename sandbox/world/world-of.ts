import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import type { Config } from '../../functions/contract/config.ts';
import type { DynamodbWithBackups } from '../aws/services/dynamodb.ts';
import type { TravellingClock } from '../clock.ts';
import type { DeployedStack } from '../cloudformation.ts';
import type { Dns } from '../dns.ts';
import type { FaultPlan } from '../faults.ts';
import type { History } from '../history.ts';
import type { LambdaRuntime, RoleCredentials } from '../lambda.ts';
import type { Network } from '../network.ts';
import type { DeliveryQuality } from '../simulation/deliveries.ts';
import { administratorCall } from './administrator-call.ts';
import type { Cleanup } from './cleanup.ts';
import type { PlannedDatastore } from './datastores.ts';
import { findDeployed } from './found-functions.ts';
import type { Orchestrator } from './orchestrator.ts';
import type { WorldRedis } from './redis-of-world.ts';
import type { Services } from './services.ts';
import type { ClientConfig, Invoked, World } from './world.ts';

export interface Parts {
  readonly config: Config;
  readonly endpoint: string;
  readonly regions: readonly string[];
  readonly account: string;
  readonly clock: TravellingClock;
  readonly history: History;
  readonly network: Network;
  readonly dns: Dns;
  readonly datastores: readonly PlannedDatastore[];
  readonly redis: WorldRedis;
  readonly services: Services;
  readonly lambda: LambdaRuntime;
  readonly faults: FaultPlan;
  readonly deliveries: DeliveryQuality;
  readonly tables: DynamodbWithBackups;
  readonly begin: () => void;
  readonly stacks: readonly DeployedStack[];
  readonly orchestrator: Orchestrator;
  readonly cleanup: Cleanup;
  readonly credentialsOf: (roleArn: string) => RoleCredentials;
}

/** The world as its users hold it. */
export const worldOf = (parts: Parts): World => {
  const { endpoint, regions, account, clock, history, network, dns, datastores, services, lambda, faults } = parts;
  const { stacks, orchestrator, cleanup } = parts;
  const clients = new Set<{ destroy: () => void }>();
  cleanup.add(() => {
    for (const client of clients) client.destroy();
  });
  const { iam, elasticache, ssm } = services;
  return {
    config: parts.config,
    ...{ endpoint, regions, account, clock, history, network, dns, dnsPort: dns.port, datastores, stacks },
    ...{ services, deliveries: parts.deliveries, tables: parts.tables, begin: parts.begin },
    ...{ orchestrator, iam, faults, elasticache, ssm, lambda, redis: parts.redis.of },
    blackout: (region) => network.blackout(region),
    heal: (region) => network.heal(region),
    cut: (a, b) => network.cut(a, b),
    mend: (a, b) => network.mend(a, b),
    advance: (ms) => {
      // What happens because of it comes after it, and what took long only because of it took no time.
      history.append({ kind: 'fault', name: 'clock:set-forward', detail: { ms } });
      clock.advance(ms);
    },
    client: (Constructor, region) => {
      const client = new Constructor(clientConfig(endpoint, region));
      clients.add(client);
      return client;
    },
    clientAs: (roleArn, Constructor, region) => {
      const client = new Constructor({ ...clientConfig(endpoint, region), credentials: parts.credentialsOf(roleArn) });
      clients.add(client);
      return client;
    },
    invoke: (region, name, payload = {}) => invoke(parts, { region, name, payload }),
    startExecution: (region, input, name) => startExecution(parts, { region, input, name }),
    execution: (arn) => execution(parts, arn),
    evaluateAlarms: (region) => services.cloudwatch.evaluateNow(region),
    fire: (name, region) =>
      services.schedules.fire(findDeployed(stacks, { type: 'AWS::Scheduler::Schedule', region, name }).ref, region),
    removeStatement: (role, matches) => iam.withdraw(roleArnOf(parts, role), matches),
    drained: () => lambda.drained(),
    stop: () => cleanup.run(),
  };
};

const clientConfig = (endpoint: string, region: string): ClientConfig => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'administrator', secretAccessKey: 'sandbox' },
});

const invoke = async (
  { lambda, stacks }: Parts,
  { region, name, payload }: { region: string; name: string; payload: unknown },
): Promise<Invoked> => {
  const functionName = findDeployed(stacks, { type: 'AWS::Lambda::Function', region, name }).ref;
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const result = await lambda.invoke({
    functionName,
    region,
    payload: text,
    invocationType: 'RequestResponse',
    from: 'outside',
  });
  const { functionError, logTail } = result;
  return { payload: result.payload === '' ? undefined : JSON.parse(result.payload), functionError, logTail };
};

const startExecution = async (
  { services, stacks, account }: Parts,
  { region, input, name }: { region: string; input: unknown; name: string | undefined },
): Promise<string> => {
  const type = 'AWS::StepFunctions::StateMachine';
  const machine = stacks
    .filter((stack) => stack.region === region)
    .flatMap(({ resources }) => resources.find((resource) => resource.type === type) ?? [])[0];
  if (!machine) throw new RangeError(`no state machine is deployed in ${region}`);
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  const request = { stateMachineArn: machine.ref, input: text, ...(name === undefined ? {} : { name }) };
  const started = await administratorCall(services.states.service, 'StartExecution', {
    input: request,
    region,
    account,
  });
  return String(Reflect.get(Object(started), 'executionArn'));
};

const execution = async ({ services, account }: Parts, arn: string): Promise<DescribeExecutionOutput> => {
  await services.states.settled(arn);
  const input = { executionArn: arn };
  const region = arn.split(':')[3] ?? '';
  const described = await administratorCall(services.states.service, 'DescribeExecution', { input, region, account });
  // The operation's output is what its schema says.
  return described as DescribeExecutionOutput;
};

const roleArnOf = ({ stacks }: Parts, role: string): string => {
  const roles = stacks.flatMap(({ resources }) => resources).filter(({ type }) => type === 'AWS::IAM::Role');
  const found = roles.find(({ ref, attributes }) => ref === role || attributes?.Arn === role);
  if (found?.attributes?.Arn) return found.attributes.Arn;
  throw new RangeError(`no role called ${role}; there are ${roles.map(({ ref }) => ref).join(', ')}`);
};
