import { type DeployedResource, type DeployedStack, deployAssembly, type Targets } from '../cloudformation.ts';
import { administratorCall } from './administrator-call.ts';
import type { Services } from './services.ts';

/** Deletes and deploys the stacks again, as an administrator does. */
export interface Orchestrator {
  /** Deletes what acts: functions, state machines, schedules, alarms. The journal is retained, parameters are not ours. */
  readonly remove: () => Promise<void>;
  /** Deploys the same assembly again. */
  readonly putBack: () => Promise<void>;
}

interface Dependencies {
  readonly assembly: string;
  readonly targets: Targets;
  readonly stacks: readonly DeployedStack[];
  readonly services: Pick<Services, 'cloudwatch' | 'states' | 'schedules'>;
  readonly lambda: { readonly remove: (name: string, region: string) => void };
  readonly account: string;
}

/** What stands and falls with the stacks. */
export const orchestratorOf = ({ assembly, targets, stacks, ...rest }: Dependencies): Orchestrator => ({
  remove: async () => {
    for (const stack of stacks) await removeStack(stack, rest);
  },
  putBack: async () => void (await deployAssembly(assembly, targets)),
});

const removeStack = async (
  { region, resources }: DeployedStack,
  { services, lambda, account }: Omit<Dependencies, 'assembly' | 'targets' | 'stacks'>,
): Promise<void> => {
  const ofType = (type: string): readonly DeployedResource[] => resources.filter((resource) => resource.type === type);
  const { service } = services.cloudwatch;
  const remove = (AlarmNames: readonly string[]) =>
    administratorCall(service, 'DeleteAlarms', { input: { AlarmNames }, region, account });

  for (const { attributes } of ofType('AWS::Scheduler::Schedule')) services.schedules.remove(attributes?.Arn ?? '');
  // CloudWatch deletes one composite at a time, and no alarm before the composite that reads it.
  for (const { ref } of ofType('AWS::CloudWatch::CompositeAlarm')) await remove([ref]);
  await remove(ofType('AWS::CloudWatch::Alarm').map(({ ref }) => ref));
  for (const { ref } of ofType('AWS::StepFunctions::StateMachine')) services.states.deleteStateMachine(ref);
  for (const { ref } of ofType('AWS::Lambda::Function')) lambda.remove(ref, region);
};
