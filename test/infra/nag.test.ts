import { expect, test } from '@jest/globals';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import config from '../../failover.config.ts';
import { synthesise } from './synthesised.ts';

test('cdk-nag finds nothing that is not acknowledged beside its grant', () => {
  const checks = new AwsSolutionsChecks();
  expect(() => synthesise(config, (app) => Validations.of(app).addPlugins(checks))).not.toThrow();
});
