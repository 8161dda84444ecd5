import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as elasticache from '@aws-sdk/client-elasticache';
import * as events from '@aws-sdk/client-eventbridge';
import * as lambda from '@aws-sdk/client-lambda';
import * as route53 from '@aws-sdk/client-route-53';
import * as secretsmanager from '@aws-sdk/client-secrets-manager';
import * as sfn from '@aws-sdk/client-sfn';
import * as sns from '@aws-sdk/client-sns';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import type { ServiceId } from '../service.ts';
import { type ErrorModel, errorsOf, type OperationModel, operationsOf } from './schema.ts';

export type ProtocolName = 'query' | 'json' | 'cbor' | 'rest-xml' | 'rest-json';

/** One service's wire facts; its shapes come from the SDK client. */
export interface ServiceModel {
  readonly id: ServiceId;
  /** What the service speaks; the first is meant where a request does not say. */
  readonly protocols: readonly ProtocolName[];
  /** JSON protocols: before the dot of `x-amz-target`. CBOR: the service's name in the path. */
  readonly target: string;
  readonly jsonVersion: '1.0' | '1.1';
  /** Query and rest-xml. */
  readonly version: string;
  readonly xmlns: string;
  /** Inputs and outputs pass as parsed JSON, without schemas: DynamoDB's own server understands its items. */
  readonly raw: boolean;
  /** Errors carry their query-protocol code in `x-amzn-query-error` (the awsQueryCompatible trait). */
  readonly queryCompatible: boolean;
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** By shape name, and by query code where that differs. */
  readonly errors: ReadonlyMap<string, ErrorModel>;
}

type Facts = Partial<ServiceModel> & Pick<ServiceModel, 'protocols'>;

const model = (id: ServiceId, sdk: object, facts: Facts): ServiceModel => ({
  target: '',
  jsonVersion: '1.1',
  version: '',
  xmlns: '',
  raw: false,
  queryCompatible: false,
  ...facts,
  id,
  operations: operationsOf(sdk),
  errors: errorsOf(sdk),
});

/** By signing name. Targets, versions and namespaces as in botocore's service models (`metadata`). */
export const models: Readonly<Record<ServiceId, ServiceModel>> = {
  elasticache: model('elasticache', elasticache, {
    protocols: ['query'],
    version: '2015-02-02',
    xmlns: 'http://elasticache.amazonaws.com/doc/2015-02-02/',
  }),
  sns: model('sns', sns, {
    protocols: ['query'],
    version: '2010-03-31',
    xmlns: 'http://sns.amazonaws.com/doc/2010-03-31/',
  }),
  sts: model('sts', sts, {
    protocols: ['query'],
    version: '2011-06-15',
    xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/',
  }),
  monitoring: model('monitoring', cloudwatch, {
    protocols: ['query', 'json', 'cbor'],
    target: 'GraniteServiceVersion20100801',
    jsonVersion: '1.0',
    version: '2010-08-01',
    xmlns: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    queryCompatible: true,
  }),
  states: model('states', sfn, { protocols: ['json'], target: 'AWSStepFunctions', jsonVersion: '1.0' }),
  ssm: model('ssm', ssm, { protocols: ['json'], target: 'AmazonSSM' }),
  events: model('events', events, { protocols: ['json'], target: 'AWSEvents' }),
  logs: model('logs', logs, { protocols: ['json'], target: 'Logs_20140328' }),
  secretsmanager: model('secretsmanager', secretsmanager, { protocols: ['json'], target: 'secretsmanager' }),
  dynamodb: model('dynamodb', dynamodb, {
    protocols: ['json'],
    target: 'DynamoDB_20120810',
    jsonVersion: '1.0',
    raw: true,
  }),
  route53: model('route53', route53, {
    protocols: ['rest-xml'],
    version: '2013-04-01',
    xmlns: 'https://route53.amazonaws.com/doc/2013-04-01/',
  }),
  lambda: model('lambda', lambda, { protocols: ['rest-json'] }),
};
