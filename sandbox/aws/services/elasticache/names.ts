/** What the sandbox needs to know of a replication group to give it AWS's names. */
export interface NamedCluster {
  readonly region: string;
  readonly id: string;
  /** The account's part of every endpoint name, which AWS makes up. */
  readonly hash?: string;
  readonly tls?: boolean;
  readonly clusterEnabled?: boolean;
  readonly shards?: number;
  /** Nodes of one shard, its primary included. */
  readonly nodesPerShard?: number;
}

export interface NodeName {
  readonly id: string;
  readonly shard: string;
  readonly host: string;
}

/** The host names that ElastiCache gives a replication group (user guide "Finding connection endpoints"). */
export interface EndpointNames {
  readonly primary?: string;
  readonly reader?: string;
  readonly configuration?: string;
  readonly nodes: readonly NodeName[];
}

const domain = 'cache.amazonaws.com';
const fourDigits = (n: number): string => String(n).padStart(4, '0');
const threeDigits = (n: number): string => String(n).padStart(3, '0');

/** `us-east-1` → `use1`, `ap-northeast-2` → `apne2`: the Region as it stands in endpoint names. */
export const regionCode = (region: string): string => {
  const [area = '', ...rest] = region.split('-');
  const compass = rest.map((word) =>
    word.replace(/^(north|south)(east|west)$/, (_, a, b) => a.charAt(0) + b.charAt(0)),
  );
  return area + compass.map((word) => (word.length === 2 ? word : word.charAt(0))).join('');
};

/** Every name of a replication group; a cluster with cluster mode has a configuration endpoint and nothing else but nodes. */
export const endpointNames = (cluster: NamedCluster): EndpointNames => {
  const { id, region, hash = 'sbx001', tls = false } = cluster;
  const code = regionCode(region);
  const nodes = nodeNames(cluster);
  if (cluster.clusterEnabled)
    return {
      configuration: tls ? `clustercfg.${id}.${hash}.${code}.${domain}` : `${id}.${hash}.clustercfg.${code}.${domain}`,
      nodes,
    };
  if (tls)
    return {
      primary: `master.${id}.${hash}.${code}.${domain}`,
      reader: `replica.${id}.${hash}.${code}.${domain}`,
      nodes,
    };
  return {
    primary: `${id}.${hash}.ng.0001.${code}.${domain}`,
    reader: `${id}-ro.${hash}.ng.0001.${code}.${domain}`,
    nodes,
  };
};

const nodeNames = (cluster: NamedCluster): NodeName[] => {
  const { id, hash = 'sbx001', shards = 1, nodesPerShard = 2 } = cluster;
  const code = regionCode(cluster.region);
  return Array.from({ length: shards }, (_, s) => fourDigits(s + 1)).flatMap((shard) =>
    Array.from({ length: nodesPerShard }, (_, n) => {
      const node = cluster.clusterEnabled ? `${id}-${shard}-${threeDigits(n + 1)}` : `${id}-${threeDigits(n + 1)}`;
      const host =
        cluster.tls || cluster.clusterEnabled
          ? `${node}.${id}.${hash}.${code}.${domain}`
          : `${node}.${hash}.${shard}.${code}.${domain}`;
      return { id: node, shard, host };
    }),
  );
};

/** The prefix of a Global Datastore's id, by the Region that created it (user guide "Using Global datastores with the CLI"). */
export const idPrefix = (region: string): string => prefixes[region] ?? 'sandb';

const prefixes: Readonly<Record<string, string>> = {
  'us-east-1': 'ldgnf',
  'us-east-2': 'fpkhr',
  'us-west-1': 'virxk',
  'us-west-2': 'sgaui',
  'ca-central-1': 'bxodz',
  'ap-south-1': 'erpgt',
  'ap-northeast-1': 'quwsw',
  'ap-northeast-2': 'lfqnh',
  'ap-northeast-3': 'nlapn',
  'ap-southeast-1': 'vlqxn',
  'ap-southeast-2': 'vbgxd',
  'ap-east-1': 'knjmp',
  'eu-central-1': 'iudkw',
  'eu-west-1': 'gxeiz',
  'eu-west-2': 'okuqm',
  'eu-west-3': 'fgjhi',
  'sa-east-1': 'juxlw',
  'cn-north-1': 'emvgo',
  'cn-northwest-1': 'ckbem',
  'us-gov-west-1': 'sgwui',
};

/** A Global Datastore's ARN has no Region (Service Authorization Reference, ElastiCache). */
export const globalArn = (account: string, id: string): string =>
  `arn:aws:elasticache::${account}:globalreplicationgroup:${id}`;

export const regionalArn = (
  account: string,
  region: string,
  resource: `${'replicationgroup' | 'cluster'}:${string}`,
): string => `arn:aws:elasticache:${region}:${account}:${resource}`;
