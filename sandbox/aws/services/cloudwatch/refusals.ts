import { AwsError } from '../../service.ts';

/** The query protocol's codes of CloudWatch (model 2010-08-01). */
export const validationError = (message: string): AwsError => new AwsError('ValidationError', message);

export const badValue = (message: string): AwsError => new AwsError('InvalidParameterValue', message);

export const invalidValue = (value: unknown, parameter: string): AwsError =>
  badValue(`The value ${String(value)} for parameter ${parameter} is invalid.`);

export const missing = (parameter: string): AwsError =>
  new AwsError('MissingParameter', `The parameter ${parameter} is required.`);

export const badCombination = (message: string): AwsError => new AwsError('InvalidParameterCombination', message);

export const resourceNotFound = (message: string): AwsError =>
  new AwsError('ResourceNotFound', message, { status: 404 });
