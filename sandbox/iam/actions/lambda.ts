import type { Site } from '../actions.ts';
import { arn, type Input, onAll, type Rows, row, textOf } from './row.ts';

const PAGE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html';

/**
 * A function may be named by its name, its ARN or `account:function:name`, each with a qualifier behind it; versions
 * and aliases are resources of their own. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
const functionArn = (input: Input, site: Site): string => {
  const name = textOf(input, 'FunctionName') ?? '*';
  const [, region, account, bare = name, inName] =
    /^(?:arn:aws:lambda:([^:]*):)?(?:([^:]*):function:)?([^:]+)(?::(.+))?$/.exec(name) ?? [];
  const qualifier = textOf(input, 'Qualifier') ?? inName;
  const place = { ...site, region: region ?? site.region, account: account ?? site.account };
  return arn(place, 'lambda', `function:${bare}${qualifier === undefined ? '' : `:${qualifier}`}`);
};

export const lambda: Rows = {
  'lambda:Invoke': row(PAGE, 'lambda:InvokeFunction', (input, site) => [functionArn(input, site)]),
  'lambda:GetFunction': row(PAGE, 'lambda:GetFunction', (input, site) => [functionArn(input, site)]),
  'lambda:ListFunctions': onAll(PAGE, 'lambda:ListFunctions'),
};
