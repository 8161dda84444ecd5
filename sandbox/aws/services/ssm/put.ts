import type { ParameterTier, ParameterType, PutParameterRequest } from '@aws-sdk/client-ssm';
import { AwsError } from '../../service.ts';
import { refuseBadName } from './names.ts';
import { currentVersion, type StoredParameter, VERSIONS_KEPT, type Version } from './parameter.ts';
import { alreadyExists, constraint, typeMismatch, validation } from './refusals.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const STANDARD_BYTES = 4096;
const ADVANCED_BYTES = 8192;
const TYPES: readonly string[] = ['SecureString', 'StringList', 'String'];
const TIERS: readonly string[] = ['Standard', 'Intelligent-Tiering', 'Advanced'];
const TIERS_PAGE =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html';

/** What PutParameter makes of a request: the parameter with one more version, or a refusal. Changes nothing itself. */
export const putVersion = (
  existing: StoredParameter | undefined,
  request: PutParameterRequest,
  at: { name: string; arn: string; now: number; by: string },
): StoredParameter => {
  refuseBadRequest(request);
  refuseBadName(at.name, at.arn);
  if (existing && !request.Overwrite) throw alreadyExists();

  const before = existing && currentVersion(existing);
  const value = String(request.Value);
  const type = typeOf(request, before);
  const allowedPattern = request.AllowedPattern ?? before?.allowedPattern;
  refuseMismatch(value, allowedPattern);
  const version: Version = {
    number: (before?.number ?? 0) + 1,
    value,
    type,
    tier: tierOf(request, before, Buffer.byteLength(value)),
    dataType: request.DataType ?? before?.dataType ?? 'text',
    modifiedAt: at.now,
    modifiedBy: at.by,
    description: request.Description ?? before?.description,
    allowedPattern,
    keyId: type === 'SecureString' ? (request.KeyId ?? before?.keyId ?? 'alias/aws/ssm') : undefined,
  };
  const kept = (existing?.versions ?? []).slice(-(VERSIONS_KEPT - 1));
  return { name: at.name, arn: at.arn, versions: [...kept, version] };
};

const refuseBadRequest = ({ Value, Type, Tier, Tags, Overwrite }: PutParameterRequest): void => {
  if (!Value) throw constraint('value', '', 'have length greater than or equal to 1.');
  if (Type !== undefined && !TYPES.includes(Type))
    throw constraint('type', Type, `satisfy enum value set: [${TYPES.join(', ')}]`);
  if (Tier !== undefined && !TIERS.includes(Tier))
    throw constraint('tier', Tier, `satisfy enum value set: [${TIERS.join(', ')}]`);
  if (Overwrite && Tags?.length)
    throw validation(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  if (/\{\{.*\}\}/s.test(Value))
    throw validation(`Parameter value can't nest another parameter. Do not use "{{}}" in the value: ${Value}`);
};

const typeOf = ({ Type }: PutParameterRequest, before: Version | undefined): ParameterType => {
  if (!before && !Type) throw validation('A parameter type is required when you create a parameter.');
  if (before && Type && Type !== before.type) throw typeMismatch();
  return Type ?? before?.type ?? 'String';
};

const tierOf = ({ Tier }: PutParameterRequest, before: Version | undefined, bytes: number): ParameterTier => {
  if (before?.tier === 'Advanced' && Tier === 'Standard')
    throw validation(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.",
    );
  if (bytes > ADVANCED_BYTES)
    throw validation(`Advanced tier parameters support a maximum parameter value of ${ADVANCED_BYTES} characters.`);
  const grows = Tier === 'Intelligent-Tiering' && bytes > STANDARD_BYTES;
  if (Tier === 'Advanced' || before?.tier === 'Advanced' || grows) return 'Advanced';
  if (bytes > STANDARD_BYTES)
    throw validation(
      `Standard tier parameters support a maximum parameter value of ${STANDARD_BYTES} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see ${TIERS_PAGE}`,
    );
  return 'Standard';
};

const refuseMismatch = (value: string, pattern: string | undefined): void => {
  if (!pattern) return;
  if (!compiled(pattern).test(value))
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
    );
};

/** The whole value has to match, as the user guide's `\d{1,4}` example shows. */
const compiled = (pattern: string): RegExp => {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    throw new AwsError(
      'InvalidAllowedPatternException',
      'The request does not meet the regular expression requirement.',
    );
  }
};
