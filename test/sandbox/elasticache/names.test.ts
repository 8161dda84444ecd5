import { expect, test } from '@jest/globals';
import { endpointNames, regionCode } from '../../../sandbox/aws/services/elasticache/names.ts';

test.each([
  ['us-east-1', 'use1'],
  ['us-west-2', 'usw2'],
  ['eu-west-1', 'euw1'],
  ['eu-central-1', 'euc1'],
  ['ap-northeast-2', 'apne2'],
  ['ap-southeast-1', 'apse1'],
  ['us-gov-west-1', 'usgw1'],
])('%s is %s in endpoint names', (region, code) => {
  expect(regionCode(region)).toBe(code);
});

test('with TLS the names follow the other pattern', () => {
  const names = endpointNames({ region: 'us-west-2', id: 'orders', tls: true });

  expect(names).toMatchObject({
    primary: 'master.orders.sbx001.usw2.cache.amazonaws.com',
    reader: 'replica.orders.sbx001.usw2.cache.amazonaws.com',
  });
});
