import { splitPath, type WireRequest } from '../protocols/wire.ts';

/** What a request's credential scope says. */
export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name, whether the sandbox has such a service or not. */
  readonly service: string;
}

/**
 * Reads the credential scope of a SigV4 request, from its Authorization header or its query string. The signature
 * itself is not verified: the sandbox listens on loopback and keeps no secrets to verify it with.
 */
export const scopeOf = ({ headers, path }: WireRequest): Scope | undefined => {
  const inHeader = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1];
  const credential = inHeader ?? splitPath(path).query.get('X-Amz-Credential') ?? '';
  const [accessKeyId, , region, service, end] = credential.split('/');
  if (!accessKeyId || !region || !service || end !== 'aws4_request') return undefined;
  return { accessKeyId, region, service };
};
