/** Names of list members in ElastiCache's answers; every other list has `member`. */
const members: Readonly<Record<string, string>> = {
  GlobalReplicationGroups: 'GlobalReplicationGroup',
  Members: 'GlobalReplicationGroupMember',
  ReplicationGroups: 'ReplicationGroup',
  NodeGroups: 'NodeGroup',
  MemberClusters: 'ClusterId',
};

/** A value as a Query service writes it, whatever it holds: names that are none become `x`. */
export const xmlOf = (value: unknown, name = ''): string => {
  if (Array.isArray(value)) return value.map((item) => element(members[name] ?? 'member', item)).join('');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, member]) => element(key, member))
      .join('');
  return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
};

const element = (name: string, value: unknown): string => {
  const tag = /^[A-Za-z]\w{0,60}$/.test(name) ? name : 'x';
  return `<${tag}>${xmlOf(value, tag)}</${tag}>`;
};
