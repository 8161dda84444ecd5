import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { LambdaContext } from '../../../functions/middleware/step.ts';
import type { WireResponse } from '../../aws/protocols/wire.ts';

/** What a taken-over command passes to its request. */
export interface Passed {
  /** Its place among the requests of this instant: the same for the same request of a run, and for no other. */
  readonly turn?: () => string;
  /** The answer to the first attempt, which was had below the SDK. */
  readonly told?: (request: HttpRequest) => Promise<HttpResponse>;
}

/** Signing names of the services, by the SDK's own. */
export const services: Readonly<Record<string, string>> = {
  CloudWatch: 'monitoring',
  DynamoDB: 'dynamodb',
  ElastiCache: 'elasticache',
  EventBridge: 'events',
  Lambda: 'lambda',
  'Route 53': 'route53',
  SFN: 'states',
  SNS: 'sns',
  SSM: 'ssm',
};

/** A client's Region, which may be given as a function. */
export const asked = async (region: unknown): Promise<string> =>
  String(typeof region === 'function' ? await region() : region);

/** An answer as the SDK's request handlers give it. */
export const answerOf = ({ status, headers, body }: WireResponse): HttpResponse =>
  new HttpResponse({ statusCode: status, headers: { ...headers }, body });

/** Whether it changes the journal. */
export const isJournalWrite = ({ headers }: HttpRequest): boolean =>
  /DynamoDB_\d+\.(Put|Update|Delete)Item$/.test(headers['x-amz-target'] ?? '');

/** As Lambda's runtime hands the SDK: the front knows the invocation by it. */
export const traceOf = (invocation: LambdaContext | undefined): string => {
  const digits = (invocation?.awsRequestId ?? '').replaceAll('-', '').padEnd(32, '0');
  return `Root=1-${digits.slice(0, 8)}-${digits.slice(8, 32)};Parent=${digits.slice(0, 16)};Sampled=0`;
};
