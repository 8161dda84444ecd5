import { Config } from '../contract/config.ts';
import { SettingMissing } from '../contract/errors.ts';
import { problems } from '../contract/problems.ts';

/** Put there by the bundler (`define`): the configuration as a literal. Nothing is looked up in an emergency. */
declare const FAILOVER_CONFIG: unknown;

/** The configuration this function was deployed with. */
export const deployedConfig = (): Config => {
  if (typeof FAILOVER_CONFIG === 'undefined') throw new SettingMissing('FAILOVER_CONFIG: not in this bundle');

  const parsed = Config.safeParse(FAILOVER_CONFIG);
  if (!parsed.success) throw new SettingMissing(problems(parsed.error, 'FAILOVER_CONFIG'));
  return parsed.data;
};
