import type { HttpRequest } from '@smithy/types';
import { asked } from './requests.ts';

/** The part of a client's configuration that a signature needs. */
export interface Signing {
  readonly region: string | (() => Promise<string>);
  readonly defaultSigningName: string;
  readonly credentials: () => Promise<{ readonly accessKeyId: string; readonly sessionToken?: string }>;
}

/** What the SDK tells its signer of a request: the scope only where an endpoint names another than the client's own. */
interface Scope {
  readonly signingDate: Date;
  readonly signingRegion?: string;
  readonly signingService?: string;
}

/**
 * In place of a client's signer: everything that a signed request carries but the signature itself, which nothing in the
 * sandbox verifies, and which takes an eighth of a run.
 */
export const unsigned = (config: Signing) => ({
  sign: async (
    request: HttpRequest,
    { signingDate, signingRegion, signingService = config.defaultSigningName }: Scope,
  ): Promise<HttpRequest> => {
    const { accessKeyId, sessionToken } = await config.credentials();
    const region = signingRegion ?? (await asked(config.region));
    const date = signingDate.toISOString().replace(/[-:]|\.\d+/g, '');
    const scope = `${date.slice(0, 8)}/${region}/${signingService}/aws4_request`;
    const headers = {
      ...request.headers,
      'x-amz-date': date,
      ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host;x-amz-date, Signature=none`,
    };
    return Object.assign(request, { headers });
  },
});
