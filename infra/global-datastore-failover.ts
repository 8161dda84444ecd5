import { Stack, Token } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Config } from '../functions/contract/config.ts';
import type { Region } from '../functions/contract/region.ts';
import { FailoverWorkflow } from './constructs/failover-workflow.ts';
import { grantsAt } from './constructs/grants/vocabulary.ts';
import { Journal } from './constructs/journal.ts';
import { OperationAlarms } from './constructs/operation-alarms.ts';
import { Paging } from './constructs/paging.ts';
import { People } from './constructs/people.ts';
import { datastoresAt } from './constructs/place.ts';
import { Probe } from './constructs/probe.ts';
import { Reconcile } from './constructs/reconcile.ts';
import { TouchCache } from './constructs/touch-cache.ts';
import { Triggers } from './constructs/triggers.ts';
import { Witness } from './constructs/witness.ts';

export interface GlobalDatastoreProps {
  /** What `defineConfig` returned. */
  readonly config: Config;
  /** The Region of the stack that this stands in. */
  readonly region: Region;
}

/**
 * Fails the configured Global Datastores over to this Region. Put one into a stack in every member Region: it promotes
 * only its own Region, and needs nothing of the others'.
 */
export class GlobalDatastoreFailover extends Construct {
  /** The workflow, which people may also start by hand with `{"datastore": "<name>"}`. */
  readonly stateMachine: StateMachine;
  /** Where every page goes. Subscribe to it whatever reaches you. */
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, place: GlobalDatastoreProps) {
    super(scope, id);
    assertRegion(this, place);

    const journal = new Journal(this, 'Journal');
    const topic = new Paging(this, 'Paging', place);
    const allow = grantsAt(place, { journal, topic });

    for (const [name, datastore] of datastoresAt(place))
      new TouchCache(this, `TouchCache-${name}`, { place, name, datastore });
    const { stateMachine } = new FailoverWorkflow(this, 'Workflow', { place, allow });
    new People(this, 'People', place);
    const { receiveAlarm } = new Triggers(this, 'Triggers', { place, allow, topic });
    new Probe(this, 'Probe', { place, allow });
    const reconcile = new Reconcile(this, 'Reconcile', { place, allow });
    new OperationAlarms(this, 'Operation', {
      stateMachine,
      reconcile: reconcile.function,
      receiveAlarm,
      page: new SnsAction(topic),
    });

    this.stateMachine = stateMachine;
    this.topic = topic;
  }
}

/** Looks at the member Regions from one that has no member. Put it into a stack in the witness Region. */
export class GlobalDatastoreWitness extends Construct {
  constructor(scope: Construct, id: string, place: GlobalDatastoreProps) {
    super(scope, id);
    assertRegion(this, place);
    new Witness(this, 'Witness', { place });
  }
}

/** Names and grants say the Region: in a stack of another they would point there. */
const assertRegion = (scope: Construct, { region }: GlobalDatastoreProps): void => {
  const found = Stack.of(scope).region;
  if (!Token.isUnresolved(found) && found !== region)
    throw new Error(`${scope.node.path}: expected a stack in ${region}, got one in ${found}`);
};
