import { names, plainMembers } from '../../../functions/contract/names.ts';
import { arns, datastoresAt, type Place, regionsOf } from '../place.ts';
import { grant } from './grant.ts';

/** Parameter Store: what is published, the switch, and the acknowledgement. */
export const parameterGrants = (place: Place) => {
  const arn = arns(place);
  const here = datastoresAt(place);
  const read = (sid: string, resources: string[]) => grant({ sid, actions: ['ssm:GetParameter'], resources });

  return {
    /** The published records of every member Region. */
    readEndpoints: read(
      'ReadEndpoints',
      here.flatMap(([name, datastore]) =>
        regionsOf(datastore, place).map((region) => arn.parameter(names.endpointParameter(name), region)),
      ),
    ),
    readOwnEndpoint: read(
      'ReadOwnEndpoint',
      here.map(([name]) => arn.parameter(names.endpointParameter(name))),
    ),
    readSwitch: read(
      'ReadSwitch',
      here.map(([name]) => arn.parameter(names.switchParameter(name))),
    ),
    /** A person's word on the last promotion; only a decision weighs it. */
    readAcknowledged: read(
      'ReadAcknowledged',
      here.map(([name]) => arn.parameter(names.acknowledgedParameter(name))),
    ),
    /** A Region writes only its own parameters. */
    publishEndpoint: grant({
      sid: 'PublishEndpoint',
      actions: ['ssm:PutParameter'],
      resources: here.flatMap(([name, { plainParameters }]) => [
        arn.parameter(names.endpointParameter(name)),
        ...(plainParameters ? plainMembers.map((member) => arn.parameter(names.plainParameter(name, member))) : []),
      ]),
    }),
  };
};
