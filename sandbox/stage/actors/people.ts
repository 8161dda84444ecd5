import { names } from '../../../functions/contract/names.ts';
import type { Service } from '../../aws/service.ts';
import { normaliseName } from '../../aws/services/route53/names.ts';
import { route53Place } from '../../network.ts';
import { secretName } from '../../simulation/assembly/shapes.ts';
import { administratorCall } from '../../world/administrator-call.ts';
import type { People } from '../stage.ts';
import type { StagedWorld } from '../staged-world.ts';
import { viewsOf } from '../views.ts';

/** People in front of the AWS console, outside every Region. A Region that is dark does not answer them either. */
export const createPeople = (world: StagedWorld, datastore: string): People => {
  const { config, services, paths } = world;
  const { account } = config;
  const id = config.datastores[datastore]?.globalReplicationGroupId ?? '';

  const ask = async (service: Service, operation: string, where: { region: string; input: unknown }) => {
    const { region } = where;
    const place = service === services.route53 ? route53Place : region;
    if (!paths.reaches('outside', place, 'api')) throw new Error(`${place} does not answer people now`);
    const detail = { by: 'people', region, operation };
    world.history.append({ kind: 'client', region, name: 'people:Acted', detail });
    return Object(await administratorCall(service, operation, { ...where, account }));
  };

  /** The words of the newest request for approval in a Region. */
  const requestIn = (region: string): string => {
    const words = viewsOf(world, datastore)
      .pages(region)
      .map(({ detail }) => String(detail?.message));
    const request = words.findLast((message) => message.includes('send-task-success'));
    if (request === undefined) throw new Error(`nobody in ${region} was asked for an approval`);
    return request;
  };
  const tokenIn = (request: string): string => /--task-token '([^']+)'/.exec(request)?.[1] ?? '';
  const approve: People['approve'] = async (region, by = 'a person') => {
    const request = requestIn(region);
    const output = /--task-output '([^']+)'/.exec(request)?.[1]?.replace('YOUR NAME', by);
    await ask(services.states.service, 'SendTaskSuccess', { region, input: { taskToken: tokenIn(request), output } });
  };
  const decline: People['refuse'] = async (region, by = 'a person') => {
    const input = { taskToken: tokenIn(requestIn(region)), error: 'ApprovalDeclined', cause: by };
    await ask(services.states.service, 'SendTaskFailure', { region, input });
  };

  const putParameter: People['putParameter'] = async (region, Name, Value) => {
    const input = Value === undefined ? { Name } : { Name, Value, Type: 'String', Overwrite: true };
    await ask(services.ssm, Value === undefined ? 'DeleteParameter' : 'PutParameter', { region, input });
  };

  return {
    promote: async (region) => {
      const PrimaryReplicationGroupId = config.datastores[datastore]?.replicationGroups[region];
      const input = { GlobalReplicationGroupId: id, PrimaryRegion: region, PrimaryReplicationGroupId };
      await ask(services.elasticache.service, 'FailoverGlobalReplicationGroup', { region, input });
    },
    disassociate: async (region) => {
      const ReplicationGroupId = config.datastores[datastore]?.replicationGroups[region];
      const input = { GlobalReplicationGroupId: id, ReplicationGroupId, ReplicationGroupRegion: region };
      await ask(services.elasticache.service, 'DisassociateGlobalReplicationGroup', { region, input });
    },
    start: async (region, request = {}, name) => {
      const machine = world.stacks
        .filter((stack) => stack.region === region)
        .flatMap(({ resources }) => resources)
        .find(({ type }) => type === 'AWS::StepFunctions::StateMachine');
      const input = {
        stateMachineArn: machine?.ref,
        input: JSON.stringify({ datastore, ...request }),
        ...(name && { name }),
      };
      return String((await ask(services.states.service, 'StartExecution', { region, input })).executionArn);
    },
    stop: async (executionArn) => {
      await ask(services.states.service, 'StopExecution', { region: regionOf(executionArn), input: { executionArn } });
    },
    redrive: async (executionArn) => {
      await ask(services.states.service, 'RedriveExecution', {
        region: regionOf(executionArn),
        input: { executionArn },
      });
    },
    approve,
    refuse: decline,
    turnSwitch: (region, value) => putParameter(region, names.switchParameter(datastore), value),
    putParameter,
    putSecret: (region, text) => {
      services.secretsmanager.putSecret(region, secretName(datastore), text);
    },
    editRecord: (host) => changeRecord(world, { datastore, action: 'UPSERT', host, ask }),
    deleteRecord: () => changeRecord(world, { datastore, action: 'DELETE', host: undefined, ask }),
    deleteEpochRecord: async () => {
      const dns = config.datastores[datastore]?.dns;
      if (dns === undefined || dns === 'none') throw new Error(`${datastore} has no record`);
      const Name = names.epochRecord(dns.record);
      const sets = services.route53.published().flatMap((zone) => zone.sets);
      const found = sets.find((set) => set.Type === 'TXT' && set.Name === normaliseName(Name));
      const Changes = [{ Action: 'DELETE', ResourceRecordSet: found }];
      const input = { HostedZoneId: dns.zone, ChangeBatch: { Changes } };
      await ask(services.route53, 'ChangeResourceRecordSets', { region: 'us-east-1', input });
    },
  };
};

const regionOf = (arn: string): string => arn.split(':')[3] ?? '';

interface RecordChange {
  readonly datastore: string;
  readonly action: 'UPSERT' | 'DELETE';
  /** Left out: whatever it is now. */
  readonly host: string | undefined;
  readonly ask: (service: Service, operation: string, where: { region: string; input: unknown }) => Promise<unknown>;
}

const changeRecord = async (world: StagedWorld, { datastore, action, host, ask }: RecordChange): Promise<void> => {
  const dns = world.config.datastores[datastore]?.dns;
  if (dns === undefined || dns === 'none') throw new Error(`${datastore} has no record`);
  const Value = host ?? viewsOf(world, datastore).record();
  const ResourceRecordSet = { Name: dns.record, Type: 'CNAME', TTL: dns.ttl, ResourceRecords: [{ Value }] };
  const input = { HostedZoneId: dns.zone, ChangeBatch: { Changes: [{ Action: action, ResourceRecordSet }] } };
  await ask(world.services.route53, 'ChangeResourceRecordSets', { region: 'us-east-1', input });
};
