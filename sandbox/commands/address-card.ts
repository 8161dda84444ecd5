import type { World } from '../world.ts';

/** How to reach a running sandbox: what `up --json` prints. */
export interface AddressCard {
  readonly endpoint: string;
  readonly account: string;
  readonly regions: readonly string[];
  readonly dns: { readonly host: string; readonly port: number };
  /** By datastore, then by endpoint name: the address that serves it. */
  readonly redis: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By Region. */
  readonly stateMachines: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
}

export const addressCard = (world: World): AddressCard => {
  const { endpoint, account, regions, dns, dnsPort, datastores } = world;
  const stateMachines = Object.fromEntries(
    world.stacks.flatMap(({ region, resources }) =>
      resources.filter(({ type }) => type === 'AWS::StepFunctions::StateMachine').map(({ ref }) => [region, ref]),
    ),
  );
  const redis = Object.fromEntries(
    [...world.redis].map(([name, servers]) => [
      name,
      Object.fromEntries([...servers.names()].map(([host, address]) => [host, `${address}:${servers.port}`])),
    ]),
  );
  const [datastore] = datastores;
  const region = datastore?.secondaries[0]?.region ?? regions[0] ?? '';
  const aws = `aws --endpoint-url ${endpoint} --region ${region}`;
  return {
    ...{ endpoint, account, regions, redis, stateMachines },
    dns: { host: dns.host, port: dnsPort },
    commands: [
      `${aws} elasticache describe-global-replication-groups --show-member-info`,
      `${aws} ssm get-parameter --name /failover/${datastore?.name}/endpoint`,
      `${aws} stepfunctions start-execution --state-machine-arn ${stateMachines[region]} --input '{"datastore":"${datastore?.name}","mode":"dry-run"}'`,
    ],
  };
};

/** The card as people read it. */
export const cardLines = ({ endpoint, account, regions, dns, redis, stateMachines, commands }: AddressCard) => [
  `AWS            ${endpoint}   account ${account}, any credentials`,
  `Regions        ${regions.join(', ')}`,
  `DNS            ${dns.host}:${dns.port}`,
  ...Object.entries(redis).flatMap(([datastore, endpoints]) => [
    `Redis          ${datastore}`,
    ...Object.entries(endpoints).map(([host, address]) => `  ${address.padEnd(18)} ${host}`),
  ]),
  'State machines',
  ...Object.entries(stateMachines).map(([region, arn]) => `  ${region.padEnd(14)} ${arn}`),
  'Try',
  '  export AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox',
  ...commands.map((command) => `  ${command}`),
];
