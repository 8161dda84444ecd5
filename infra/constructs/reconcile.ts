import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { names } from '../../functions/contract/names.ts';
import { EveryMinute, onlyNow, untraced } from './every-minute.ts';
import { weighPublication } from './grants/vocabulary.ts';
import type { ScheduledProps } from './probe.ts';
import { TaskFunction } from './task-function.ts';

/** `Reconcile`: the same constant work every minute, and whenever another Region nudges it by its fixed name. */
export class Reconcile extends Construct {
  readonly function: TaskFunction;

  constructor(scope: Construct, id: string, { place, allow }: ScheduledProps) {
    super(scope, id);
    this.function = new TaskFunction(this, 'Reconcile', {
      config: place.config,
      functionName: names.reconcile,
      description: 'Keeps what is published equal to what is, and starts the workflow while it is needed.',
      timeout: Duration.seconds(50),
      ...onlyNow,
      ...untraced,
      may: [
        ...weighPublication(allow),
        allow.changeJournal,
        allow.noteInJournal,
        allow.publishEndpoint,
        allow.nudgeOthers,
        allow.readRecords,
        allow.changeRecords,
        allow.startRuns,
        allow.lookAtRuns,
        allow.pagePeople,
      ],
    });
    new EveryMinute(this, 'EveryMinute', { place, target: this.function });
  }
}
