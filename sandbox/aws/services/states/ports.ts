import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../../clock.ts';
import type { History } from '../../../history.ts';
import type { Network } from '../../../network.ts';
import type { WorkflowPorts } from '../../../workflow.ts';

export interface StatesDependencies {
  readonly clock: Clock;
  readonly history: History;
  readonly network: Network;
  readonly account: string;
  /** In [0, 1): task tokens, default names, jitter. */
  readonly random: () => number;
  /** Invokes a function as a state machine's role. */
  readonly invoke: WorkflowPorts['invoke'];
  /** Takes the metrics of `AWS/States`. */
  readonly publish?: (region: string, metrics: { Namespace: string; MetricData: readonly MetricDatum[] }) => void;
}

/** What CloudFormation knows of an `AWS::StepFunctions::StateMachine`. */
export interface MachineSpec {
  readonly region: string;
  readonly name: string;
  readonly roleArn: string;
  /** ASL as text, after all substitutions. */
  readonly definition: string;
  readonly loggingConfiguration?: unknown;
  readonly tracingEnabled?: boolean;
}
