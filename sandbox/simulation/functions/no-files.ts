import { homedir } from 'node:os';
import { join } from 'node:path';
import { externalDataInterceptor } from '@smithy/core/config';

/**
 * Lets SDK clients find empty files where a laptop keeps its profiles. Reading real ones takes real time, while virtual
 * time goes on; and what stands in them is no part of a run.
 */
export const hideSharedConfig = (): void => {
  const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, HOME = homedir() } = process.env;
  externalDataInterceptor.interceptFile(AWS_CONFIG_FILE ?? join(HOME, '.aws', 'config'), '');
  externalDataInterceptor.interceptFile(AWS_SHARED_CREDENTIALS_FILE ?? join(HOME, '.aws', 'credentials'), '');
};
