/** What people must know before they let a cluster leave its Global Datastore: what happens, what is lost, the way back. */
export const separationQuestion = (facts: {
  readonly datastore: string;
  readonly region: string;
  /** The Region that was to be taken over from. */
  readonly from: string;
  /** What became of the promotion. */
  readonly detail: string;
}): string[] => {
  const { datastore, region, from, detail } = facts;
  return [
    `${datastore}: may the cluster in ${region} leave its Global Datastore, to take writes on its own?`,
    `The promotion led to no writes: ${detail}.`,
    '',
    'What happens: ElastiCache is asked once. Within minutes the cluster takes writes, and is published as separated.',
    `What is lost: what had not arrived in ${region}, and for its clients all that ${from} acknowledges from then on.`,
    `${from} does not learn of it: if it lives it goes on taking writes, and two clusters differ more by the minute.`,
    'It cannot be undone, neither by us nor by AWS: a cluster that left can never be added again.',
    ...rebuildLines({ datastore, region }),
    'Decline if the promotion can still be hoped for: a promotion keeps the Global Datastore whole.',
    '',
    'The evidence below is that of the look before the promotion.',
  ];
};

/** The way out of being separated, in the order of its steps. */
export const rebuildLines = ({ datastore, region }: { datastore: string; region: string }): string[] => [
  'The way back:',
  `1. Keep writers away from the old primary, and save from it what only it has.`,
  `2. Create a new Global Datastore with the cluster in ${region} as its primary, and a new secondary in the other Region.`,
  '3. Put their new ids into failover.config.ts and deploy.',
  `4. Start an execution in ${region} with: {"datastore": "${datastore}"}`,
];

/** The last resort as a command, for whoever must do without us. */
export const separationCommand = (
  {
    globalReplicationGroupId,
    replicationGroups,
  }: { globalReplicationGroupId: string; replicationGroups: Readonly<Record<string, string>> },
  region: string,
): string =>
  `aws elasticache disassociate-global-replication-group --region ${region} --global-replication-group-id ${globalReplicationGroupId} --replication-group-region ${region} --replication-group-id ${replicationGroups[region] ?? ''}`;
