import { createHash, createHmac } from 'node:crypto';
import type { Credentials } from './clients.ts';

/** The longest that ElastiCache accepts a token, in seconds. */
const validSeconds = 900;

/**
 * A cache's password for IAM authentication: a presigned `connect` request without its scheme, computed here, no call.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html and, for the signature,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export const iamToken = (
  { user, cache, region }: { user: string; cache: string; region: string },
  { credentials, now }: { credentials: Credentials; now: Date },
): string => {
  const at = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = at.slice(0, 8);
  const scope = `${day}/${region}/elasticache/aws4_request`;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;

  const query = Object.entries({
    Action: 'connect',
    User: user,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKeyId}/${scope}`,
    'X-Amz-Date': at,
    'X-Amz-Expires': `${validSeconds}`,
    ...(sessionToken && { 'X-Amz-Security-Token': sessionToken }),
    'X-Amz-SignedHeaders': 'host',
  })
    .map(([key, value]) => `${key}=${encoded(value)}`)
    .sort()
    .join('&');

  const request = ['GET', '/', query, `host:${cache}\n`, 'host', sha256('')].join('\n');
  const text = ['AWS4-HMAC-SHA256', at, scope, sha256(request)].join('\n');
  const key = [day, region, 'elasticache', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);

  return `${cache}/?${query}&X-Amz-Signature=${createHmac('sha256', key).update(text).digest('hex')}`;
};

const hmac = (key: string | Buffer, part: string): Buffer => createHmac('sha256', key).update(part).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** RFC 3986, which is stricter than encodeURIComponent. */
const encoded = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
