import type { Access } from '../../iam.ts';
import type { Site } from '../actions.ts';
import { arn, type Input, onAll, type Rows, recordsOf, row, textOf, textsOf } from './row.ts';

const PAGE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html';

/** `/a/b` and `a/b` have the ARN's form in common; a selector (`name:3`) is no part of it. */
const parameter = (site: Site, name: string): string =>
  name.startsWith('arn:')
    ? name
    : arn(site, 'ssm', `parameter/${name.replace(/:.*$/, '').replace(/^\/+/, '').replace(/\/+$/, '')}`);

const onName = (operation: string) =>
  row(PAGE, `ssm:${operation}`, (input, site) => [parameter(site, textOf(input, 'Name') ?? '')]);

const onNames = (operation: string) =>
  row(PAGE, `ssm:${operation}`, (input, site) => textsOf(input, 'Names').map((name) => parameter(site, name)));

const put = (input: Input, site: Site): Access[] => {
  const resources = [parameter(site, textOf(input, 'Name') ?? '')];
  const overwrite = { 'ssm:Overwrite': String(input.Overwrite === true) };
  const write = { action: 'ssm:PutParameter', resources, conditions: overwrite };
  return recordsOf(input, 'Tags').length > 0 ? [write, { action: 'ssm:AddTagsToResource', resources }] : [write];
};

export const ssm: Rows = {
  'ssm:GetParameter': onName('GetParameter'),
  'ssm:GetParameters': onNames('GetParameters'),
  'ssm:GetParameterHistory': onName('GetParameterHistory'),
  'ssm:DeleteParameter': onName('DeleteParameter'),
  'ssm:DeleteParameters': onNames('DeleteParameters'),
  'ssm:PutParameter': { page: PAGE, needs: put },
  'ssm:GetParametersByPath': {
    page: PAGE,
    needs: (input, site) => [
      {
        action: 'ssm:GetParametersByPath',
        resources: [parameter(site, textOf(input, 'Path') ?? '')],
        conditions: { 'ssm:Recursive': String(input.Recursive === true) },
      },
    ],
  },
  'ssm:DescribeParameters': onAll(PAGE, 'ssm:DescribeParameters'),
};
