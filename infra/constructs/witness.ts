import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { names } from '../../functions/contract/names.ts';
import { type Grant, grant } from './grants/grant.ts';
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
      may: [lookAtMembers(place)],
    });
  }
}

/** Each member, where it lives; and by the same names here, where there are none: any answer is its self-test. */
const lookAtMembers = (place: Place): Grant => {
  const members = Object.values(place.config.datastores).flatMap(({ replicationGroups }) =>
    Object.entries(replicationGroups),
  );
  const look = (sid: string, among: readonly string[]) =>
    grant({ sid, actions: ['elasticache:DescribeReplicationGroups'], resources: [...new Set(among)] });
  const there = look(
    'LookAtMembers',
    members.map(([region, id]) => arns(place).replicationGroup(id, region)),
  );
  const here = look(
    'AskOwnApi',
    members.map(([, id]) => arns(place).replicationGroup(id, place.region)),
  );
  return { statements: [...there.statements, ...here.statements] };
};
