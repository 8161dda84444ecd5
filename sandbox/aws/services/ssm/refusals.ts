import { AwsError } from '../../service.ts';

/** Refusals in Parameter Store's own words: recorded answers of the service, and the messages of its API model. */
export const validation = (message: string): AwsError => new AwsError('ValidationException', message);

export const constraint = (member: string, value: unknown, rule: string): AwsError =>
  validation(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );

/** The service sends this one without any text. */
export const notFound = (): AwsError => new AwsError('ParameterNotFound', '');

export const alreadyExists = (): AwsError =>
  new AwsError(
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );

export const versionNotFound = (name: string, selector: string): AwsError =>
  new AwsError(
    'ParameterVersionNotFound',
    /^\d+$/.test(selector)
      ? `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`
      : `Systems Manager could not find label ${selector} for parameter ${name}. Verify the label and try again.`,
  );

export const typeMismatch = (): AwsError =>
  new AwsError(
    'HierarchyTypeMismatchException',
    "Parameter Store does not support changing a parameter type in a hierarchy. For example, you can't change a parameter from a String type to a SecureString type. You must create a new, unique parameter.",
  );
