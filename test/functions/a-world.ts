import { Config } from '../../functions/contract/config.ts';
import type { World } from '../../functions/middleware/world.ts';

const network = { vpc: 'vpc-0', subnets: ['subnet-0'], securityGroups: ['sg-0'], reachesOthers: true };

/** One datastore, `sessions`, in two Regions, and a witness. */
export const config = Config.parse({
  account: '111122223333',
  regions: ['us-east-1', 'us-west-2'],
  witness: 'eu-west-1',
  datastores: {
    sessions: {
      globalReplicationGroupId: 'ldgnf-sessions',
      replicationGroups: { 'us-east-1': 'sessions-use1', 'us-west-2': 'sessions-usw2' },
      access: { tls: false },
      network: { 'us-east-1': network, 'us-west-2': network },
      dns: { zone: 'Z0SESSIONS0EXAMPLE', record: 'sessions.example.internal' },
      preference: ['us-west-2', 'us-east-1'],
    },
  },
});

/** A world in us-west-2 at a fixed time, which keeps what is logged. */
export const aWorld = (parts: Partial<World> = {}) => {
  const lines: { readonly level: string; readonly message: string; readonly fields: unknown }[] = [];
  const counted: { readonly name: string; readonly dimensions: Readonly<Record<string, string>> }[] = [];
  const world: World = {
    settings: {
      region: 'us-west-2',
      config,
      journalTable: 'journal',
      topicArn: 'arn:aws:sns:us-west-2:111122223333:failover',
      stateMachineArn: 'arn:aws:states:us-west-2:111122223333:stateMachine:failover',
    },
    clock: {
      now: () => new Date('2026-11-23T12:00:00.000Z'),
      sleep: (ms) =>
        new Promise((resolve) => {
          setTimeout(resolve, ms).unref();
        }),
    },
    log: {
      info: (message, fields) => lines.push({ level: 'info', message, fields }),
      warn: (message, fields) => lines.push({ level: 'warn', message, fields }),
    },
    counter: { count: (name, dimensions) => counted.push({ name, dimensions }) },
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    ...parts,
  };
  return { world, lines, counted };
};
