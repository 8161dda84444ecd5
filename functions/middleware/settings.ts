import type { Config } from '../contract/config.ts';
import { EnvironmentVariables } from '../contract/environment.ts';
import { SettingMissing } from '../contract/errors.ts';
import { problems } from '../contract/problems.ts';
import { Region } from '../contract/region.ts';

/** What a deployed function knows of itself, besides its payload. */
export interface Settings {
  /** Where this runs, which is the only Region it may promote. */
  readonly region: Region;
  readonly config: Config;
  readonly journalTable?: string | undefined;
  readonly topicArn?: string | undefined;
  readonly stateMachineArn?: string | undefined;
}

const Variables = EnvironmentVariables.extend({ AWS_REGION: Region });

/** Reads the environment once. All that is wrong comes in one `SettingMissing`, each with the variable's name. */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>, config: Config): Settings => {
  const parsed = Variables.safeParse(environment);
  if (!parsed.success) throw new SettingMissing(problems(parsed.error, 'environment variable'));

  const { AWS_REGION, JOURNAL_TABLE, TOPIC_ARN, STATE_MACHINE_ARN } = parsed.data;
  return {
    region: AWS_REGION,
    config,
    journalTable: JOURNAL_TABLE,
    topicArn: TOPIC_ARN,
    stateMachineArn: STATE_MACHINE_ARN,
  };
};

/** The value of a setting that this function cannot work without. */
export const required = (value: string | undefined, variable: string): string => {
  if (value === undefined) throw new SettingMissing(`environment variable ${variable} is not set`);
  return value;
};
