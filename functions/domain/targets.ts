import type { Access } from '../contract/config.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import type { Credentials, Target } from '../contract/touch.ts';
import type { MemberView } from '../ports.ts';

interface Login {
  readonly access: Access;
  readonly credentials: Credentials | undefined;
}

const withLogin = ({ access, credentials }: Login) => ({
  tls: access.tls,
  ...(access.ca && { ca: access.ca }),
  ...(credentials && { credentials }),
});

/** How to touch this Region's own cache; `undefined` while ElastiCache names no endpoint for it. */
export const localTarget = (member: MemberView, login: Login): Target | undefined => {
  const host = member.cluster ? member.configuration : member.primary;
  return host === undefined ? undefined : { host, port: member.port, cluster: member.cluster, ...withLogin(login) };
};

/** How to touch the published primary, through exactly the endpoint that its clients use. */
export const publishedTarget = (record: PublishedEndpoint, login: Login): Target | undefined => {
  const host = record.configuration ?? record.primary;
  if (host === undefined) return undefined;
  return { ...withLogin(login), host, port: record.port, tls: record.tls, cluster: record.configuration !== undefined };
};
