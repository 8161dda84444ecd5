import { AwsError } from '../../service.ts';

/** A refused batch. The service answers every message in its list; clients show them in brackets, comma-separated. */
export const invalidBatch = (messages: readonly string[]): AwsError =>
  new AwsError('InvalidChangeBatch', `[${messages.join(', ')}]`, { members: { messages } });

export const invalidInput = (message: string): AwsError => new AwsError('InvalidInput', message);

export const noSuchZone = (id: string): AwsError =>
  new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${id}`, { status: 404 });

export const noSuchChange = (id: string): AwsError =>
  new AwsError('NoSuchChange', `Could not find resource with ID: ${id}`, { status: 404 });

export const noSuchHealthCheck = (id: string): AwsError =>
  new AwsError('NoSuchHealthCheck', `No health check found with ID: ${id}`, { status: 404 });

export const priorRequest = (): AwsError =>
  new AwsError(
    'PriorRequestNotComplete',
    'The request was rejected because Route 53 was still processing a prior request.',
  );
