import { createHash } from 'node:crypto';
import type { GetSecretValueRequest, GetSecretValueResponse } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../../clock.ts';
import { AwsError, type Call, type Service } from '../service.ts';

export interface SecretsManager extends Service {
  /** Stores a secret's only value in one Region and returns its ARN; no earlier value is kept. */
  readonly putSecret: (region: string, name: string, value: string) => string;
}

interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly value: string;
  readonly versionId: string;
  readonly createdAt: number;
}

/** Reading secrets, by name, by ARN, or by ARN without its six random characters. Values never reach the history. */
export const createSecretsManager = ({ clock, account }: { clock: Clock; account: string }): SecretsManager => {
  const regions = new Map<string, Map<string, Secret>>();
  const getSecretValue = (request: GetSecretValueRequest, { region }: Call): GetSecretValueResponse => {
    const { SecretId = '', VersionId, VersionStage = 'AWSCURRENT' } = request;
    const known = [...(regions.get(region)?.values() ?? [])];
    const secret = known.find(({ name, arn }) => [name, arn, arn.slice(0, -7)].includes(SecretId));
    if (!secret) throw notFound("Secrets Manager can't find the specified secret.");
    if (VersionId !== undefined && VersionId !== secret.versionId)
      throw notFound(`Secrets Manager can't find the specified secret value for VersionId: ${VersionId}`);
    if (VersionStage !== 'AWSCURRENT')
      throw notFound(`Secrets Manager can't find the specified secret value for staging label: ${VersionStage}`);
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: secret.versionId,
      SecretString: secret.value,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: new Date(secret.createdAt),
    };
  };
  return {
    id: 'secretsmanager',
    operations: { GetSecretValue: getSecretValue },
    putSecret: (region, name, value) => {
      const arn = secretArn({ region, account, name });
      const createdAt = clock.now();
      const versionId = uuid(`${arn} ${createdAt} ${value}`);
      const secrets = regions.get(region) ?? new Map<string, Secret>();
      regions.set(region, secrets.set(name, { arn, name, value, versionId, createdAt }));
      return arn;
    },
  };
};

/** A secret's ARN, with the six characters that AWS would draw by lot: here they follow from the rest. */
export const secretArn = ({ region, account, name }: { region: string; account: string; name: string }): string =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${digest(`${region} ${name}`).slice(0, 6)}`;

const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message);
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const uuid = (text: string): string =>
  digest(text).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
