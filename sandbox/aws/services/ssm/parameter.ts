import { createHash } from 'node:crypto';
import type { Parameter, ParameterMetadata, ParameterTier, ParameterType } from '@aws-sdk/client-ssm';

/** One stored version of a parameter: everything of it that an overwrite replaces. */
export interface Version {
  readonly number: number;
  readonly value: string;
  readonly type: ParameterType;
  readonly tier: ParameterTier;
  readonly dataType: string;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
  readonly description?: string | undefined;
  readonly allowedPattern?: string | undefined;
  readonly keyId?: string | undefined;
}

/** A parameter with its versions, oldest first; the last one is the current one. */
export interface StoredParameter {
  readonly name: string;
  readonly arn: string;
  readonly versions: readonly [...Version[], Version];
}

/** How many versions are kept: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html */
export const VERSIONS_KEPT = 100;

export const currentVersion = ({ versions }: StoredParameter): Version => {
  const last = versions.at(-1);
  if (!last) throw new Error('a stored parameter has at least one version');
  return last;
};

/** `arn:aws:ssm:<region>:<account>:parameter/<name>`, with one slash between the two whatever the name begins with. */
export const parameterArn = (name: string, place: { region: string; account: string }): string =>
  `arn:aws:ssm:${place.region}:${place.account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;

/** A parameter as the Get operations answer it; a SecureString stays sealed unless decryption was asked for. */
export const toParameter = (
  { name, arn }: Pick<StoredParameter, 'name' | 'arn'>,
  version: Version,
  { decrypt, selector }: { decrypt: boolean; selector?: string | undefined },
): Parameter => ({
  Name: name,
  Type: version.type,
  Value: version.type === 'SecureString' && !decrypt ? sealed(version.value) : version.value,
  Version: version.number,
  ...(selector === undefined ? {} : { Selector: `:${selector}` }),
  LastModifiedDate: new Date(version.modifiedAt),
  ARN: arn,
  DataType: version.dataType,
});

/** A parameter as DescribeParameters answers it: everything but its value. */
export const toMetadata = (parameter: StoredParameter): ParameterMetadata => {
  const version = currentVersion(parameter);
  return {
    Name: parameter.name,
    ARN: parameter.arn,
    Type: version.type,
    KeyId: version.keyId,
    LastModifiedDate: new Date(version.modifiedAt),
    LastModifiedUser: version.modifiedBy,
    Description: version.description,
    AllowedPattern: version.allowedPattern,
    Version: version.number,
    Tier: version.tier,
    Policies: [],
    DataType: version.dataType,
  };
};

/** Stands for KMS ciphertext: looks like it, differs per value, and cannot be read back. */
const sealed = (value: string): string => `AQICAH${createHash('sha256').update(value).digest('base64')}`;
