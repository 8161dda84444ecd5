import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { names } from '../../functions/contract/names.ts';
import type { Grant } from './grants/grant.ts';
import { arns, type Place } from './place.ts';
import { TaskFunction } from './task-function.ts';

/** `Witness`: looks at a primary Region's API from a Region without members. Asked by name, idle otherwise. */
export class Witness extends Construct {
  constructor(scope: Construct, id: string, { place }: { readonly place: Place }) {
    super(scope, id);
    new TaskFunction(this, 'Witness', {
      config: place.config,
      functionName: names.witness,
      description: 'Tells whether the ElastiCache API of a member Region answers, as seen from here.',
      timeout: Duration.seconds(5),
      may: [lookAtMembers(place), askOwnApi(place)],
    });
  }
}

const lookAtMembers = (place: Place): Grant => ({
  statements: [
    {
      sid: 'LookAtMembers',
      actions: ['elasticache:DescribeReplicationGroups'],
      resources: Object.values(place.config.datastores).flatMap(({ replicationGroups }) =>
        Object.entries(replicationGroups).map(([region, id]) => arns(place).replicationGroup(id, region)),
      ),
    },
  ],
});

/** Its self-test: an observer whose own Region does not answer has no opinion. */
const askOwnApi = (place: Place): Grant => ({
  statements: [
    {
      sid: 'AskOwnApi',
      actions: ['elasticache:DescribeReplicationGroups'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': place.region } },
      because: 'There is no group of ours in this Region to name: it lists whatever there is.',
    },
  ],
});
