import type { Access } from '../../iam.ts';
import type { Site } from '../actions.ts';
import { arn, type Input, onAll, type Rows, recordsOf, row, textOf, unique } from './row.ts';

const PAGE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html';
const TRANSACTIONS_PAGE = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html';

const table = (site: Site, name: string | undefined): string =>
  name?.startsWith('arn:') ? name : arn(site, 'dynamodb', `table/${name ?? '*'}`);

const onTable = (operation: string) =>
  row(PAGE, `dynamodb:${operation}`, (input, site) => {
    const index = textOf(input, 'IndexName');
    const base = table(site, textOf(input, 'TableName'));
    return [index === undefined ? base : `${base}/index/${index}`];
  });

const onBatch = (operation: string) =>
  row(PAGE, `dynamodb:${operation}`, (input, site) =>
    Object.keys(Object(input.RequestItems)).map((name) => table(site, name)),
  );

/** A transaction needs the permission of each of its parts. */
const transaction =
  (parts: Readonly<Record<string, string>>) =>
  (input: Input, site: Site): Access[] =>
    Object.entries(parts).flatMap(([part, action]) => {
      const items = recordsOf(input, 'TransactItems').filter((item) => item[part] !== undefined);
      const names = unique(items.map((item) => textOf(Object(item[part]), 'TableName')));
      return names.length === 0 ? [] : [{ action, resources: names.map((name) => table(site, name)) }];
    });

export const dynamodb: Rows = {
  'dynamodb:GetItem': onTable('GetItem'),
  'dynamodb:PutItem': onTable('PutItem'),
  'dynamodb:UpdateItem': onTable('UpdateItem'),
  'dynamodb:DeleteItem': onTable('DeleteItem'),
  'dynamodb:Query': onTable('Query'),
  'dynamodb:Scan': onTable('Scan'),
  'dynamodb:DescribeTable': onTable('DescribeTable'),
  'dynamodb:ListTables': onAll(PAGE, 'dynamodb:ListTables'),
  'dynamodb:BatchGetItem': onBatch('BatchGetItem'),
  'dynamodb:BatchWriteItem': onBatch('BatchWriteItem'),
  'dynamodb:TransactWriteItems': {
    page: TRANSACTIONS_PAGE,
    needs: transaction({
      Put: 'dynamodb:PutItem',
      Update: 'dynamodb:UpdateItem',
      Delete: 'dynamodb:DeleteItem',
      ConditionCheck: 'dynamodb:ConditionCheckItem',
    }),
  },
  'dynamodb:TransactGetItems': { page: TRANSACTIONS_PAGE, needs: transaction({ Get: 'dynamodb:GetItem' }) },
};
