import type { Site } from '../actions.ts';
import { arn, type Input, type Rows, textOf } from './row.ts';

const PAGE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html';

/**
 * A secret's ARN ends in six characters of AWS's choice. Asked for by name, they are not known here: a grant must cover
 * any (`name-??????` or `name-*`).
 */
const secret = (site: Site, id: string): string =>
  id.startsWith('arn:') ? id : arn(site, 'secretsmanager', `secret:${id}-??????`);

const read = (action: string) => ({
  page: PAGE,
  needs: (input: Input, site: Site) => {
    const resource = secret(site, textOf(input, 'SecretId') ?? '*');
    const version = textOf(input, 'VersionId');
    const conditions = {
      'secretsmanager:SecretId': resource,
      'secretsmanager:VersionStage': textOf(input, 'VersionStage') ?? 'AWSCURRENT',
      ...(version === undefined ? {} : { 'secretsmanager:VersionId': version }),
    };
    return [{ action, resources: [resource], conditions }];
  },
});

export const secretsmanager: Rows = {
  'secretsmanager:GetSecretValue': read('secretsmanager:GetSecretValue'),
  'secretsmanager:DescribeSecret': read('secretsmanager:DescribeSecret'),
};
