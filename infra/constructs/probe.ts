import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EveryMinute, onlyNow, untraced } from './every-minute.ts';
import type { Grants } from './grants/vocabulary.ts';
import type { Place } from './place.ts';
import { TaskFunction } from './task-function.ts';

export interface ScheduledProps {
  readonly place: Place;
  readonly allow: Grants;
}

/** `Probe`: every minute, looping inside it, it touches the caches and publishes what the alarms judge. */
export class Probe extends Construct {
  constructor(scope: Construct, id: string, { place, allow }: ScheduledProps) {
    super(scope, id);
    const probe = new TaskFunction(this, 'Probe', {
      config: place.config,
      description: 'Touches the caches every few seconds and publishes the evidence.',
      timeout: Duration.seconds(60),
      memorySize: 256,
      ...onlyNow,
      ...untraced,
      may: [
        allow.readTopologyHere,
        allow.touchCaches,
        allow.useCredentials,
        allow.readOwnEndpoint,
        allow.publishMetrics,
        allow.readJournal,
        allow.noteInJournal,
      ],
    });
    new EveryMinute(this, 'EveryMinute', { place, target: probe });
  }
}
