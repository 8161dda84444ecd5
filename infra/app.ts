import { App } from 'aws-cdk-lib';
import type { Config } from '../functions/contract/config.ts';
import { InvalidConfig } from '../functions/contract/define-config.ts';
import { addFailoverStacks } from './failover-stacks.ts';

/** What is wrong with the configuration is for its writer: the list, and no stack. */
const readConfig = async (): Promise<Config> => {
  try {
    return (await import('../failover.config.ts')).default;
  } catch (error) {
    if (!(error instanceof InvalidConfig)) throw error;
    console.error(error.message);
    process.exit(2);
  }
};

const app = new App();
addFailoverStacks(app, await readConfig());
app.synth();
