import config from '../../../../failover.config.ts';
import { endpointNames } from '../../../../sandbox/aws/services/elasticache.ts';
import type { Entry } from '../../../../sandbox/history.ts';
import { called, type Detail, east, effect, instant, roleOf, west } from './entries.ts';

export const hosts: Record<string, { readonly primary: string }> = {
  [east]: { primary: endpointNames({ region: east, id: 'sessions-use1' }).primary ?? '' },
  [west]: { primary: endpointNames({ region: west, id: 'sessions-usw2' }).primary ?? '' },
};
export const hostOf = (region: string): string => hosts[region]?.primary ?? 'nowhere.example.com';

/** A published record. */
export const published = (counter: number, region: string, more: Detail = {}): string =>
  JSON.stringify({
    datastore: 'sessions',
    epoch: { counter, region },
    port: 6379,
    primary: hostOf(region),
    primaryRegion: region,
    tls: false,
    ...more,
  });

/** A Region's parameter comes to hold a value. */
export const put = (
  seconds: number,
  region: string,
  { value, before, handler = 'Reconcile' }: { value: string; before?: string; handler?: string },
): Entry =>
  effect(seconds, 'ssm:PutParameter', {
    region,
    parameter: '/failover/sessions/endpoint',
    value,
    ...(before !== undefined && { before: { value: before, version: 1 } }),
    principal: handler === 'people' ? 'administrator' : roleOf(region, handler),
  });

export interface Change {
  readonly action: string;
  readonly type: 'CNAME' | 'TXT';
  readonly value: string;
}
const named = ({ action, type, value }: Change) => ({
  action,
  name: type === 'TXT' ? '_failover.sessions.example.internal.' : 'sessions.example.internal.',
  type,
  ttl: 5,
  values: value === '' ? [] : [value],
});
export const batch = (
  seconds: number,
  changes: readonly Change[],
  { by = west, before = [] as readonly Change[] } = {},
) => {
  const requestId = `batch-${seconds}`;
  return [
    effect(seconds, 'route53:ChangeResourceRecordSets', {
      region: east,
      zone: 'Z0SESSIONS0EXAMPLE',
      changes: changes.map(named),
      before: before.map(named),
      principal: roleOf(by, 'Reconcile'),
      requestId,
    }),
    called(seconds, 'route53:ChangeResourceRecordSets', { handler: 'Reconcile', region: by, to: east, requestId }),
  ];
};

export const claim = (owner: string, yielding = false) => ({ owner, since: instant(0), yielding });
export const run = (name = 'sessions-1'): string =>
  `arn:aws:states:${west}:${config.account}:execution:failover:${name}`;
export const intent = (counter: number, more: Detail = {}) => ({
  epoch: { counter, region: west },
  owner: run(),
  from: east,
  to: west,
  kind: 'promote',
  calledAt: instant(65),
  lossBoundMs: 1000,
  replaces: [],
  ...more,
});

/** The item that runs compete for changes in a Region. */
export const incident = (
  seconds: number,
  {
    region = west,
    before = {},
    after = {},
    handler = 'OpenIncident',
    requestId = '',
  }: {
    region?: string;
    before?: Detail;
    after?: Detail;
    handler?: string;
    requestId?: string;
  },
): Entry =>
  effect(seconds, 'dynamodb:UpdateItem', {
    region,
    table: 'journal',
    key: { datastore: 'sessions', item: 'incident' },
    before,
    after,
    principal: roleOf(region, handler),
    requestId,
  });
