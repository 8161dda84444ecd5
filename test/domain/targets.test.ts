import { expect, test } from '@jest/globals';
import { localTarget, publishedTarget } from '../../functions/domain/targets.ts';
import { recordOf } from '../support/readings.ts';
import { endpointOf, memberView, west } from '../support/sessions.ts';

const plain = { access: { tls: false, auth: 'none' as const }, credentials: undefined };
const secured = { access: { tls: true, auth: 'none' as const, ca: 'PEM' }, credentials: { password: 'p' } };
const member = memberView(west, 'SECONDARY');

test('the own cache is touched at the endpoint that ElastiCache names, with the login of this Region', () => {
  expect(localTarget(member, plain)).toEqual({ host: endpointOf(west), port: 6379, tls: false, cluster: false });
  expect(localTarget(member, secured)).toMatchObject({ tls: true, ca: 'PEM', credentials: { password: 'p' } });
  expect(localTarget({ ...member, cluster: true, configuration: 'cfg.example.com' }, plain)).toMatchObject({
    host: 'cfg.example.com',
    cluster: true,
  });
});

test('without an endpoint there is no target', () => {
  expect(localTarget({ ...member, primary: undefined }, plain)).toBeUndefined();
  expect(localTarget({ ...member, cluster: true }, plain)).toBeUndefined();
});

test('the published primary is touched exactly where its clients go', () => {
  const record = recordOf(west, 1, { port: 6380, tls: true });
  expect(publishedTarget(record, plain)).toEqual({ host: endpointOf(west), port: 6380, tls: true, cluster: false });
  const cluster = recordOf(west, 1, { primary: undefined, configuration: 'cfg.example.com' });
  expect(publishedTarget(cluster, plain)).toMatchObject({ host: 'cfg.example.com', cluster: true });
});
