import type { Service } from '../aws/service.ts';
import { createCloudwatch } from '../aws/services/cloudwatch.ts';
import { createDynamodb, type Dynamodb } from '../aws/services/dynamodb.ts';
import { createElasticache } from '../aws/services/elasticache.ts';
import { createEvents } from '../aws/services/events.ts';
import { createLambdaService } from '../aws/services/lambda.ts';
import type { createLogs } from '../aws/services/logs.ts';
import { createRoute53 } from '../aws/services/route53.ts';
import { createSecretsManager } from '../aws/services/secretsmanager.ts';
import { createSns } from '../aws/services/sns.ts';
import { createSsm } from '../aws/services/ssm.ts';
import { createStates } from '../aws/services/states.ts';
import { createSts } from '../aws/services/sts.ts';
import type { Clock } from '../clock.ts';
import { Permissions } from '../cloudformation.ts';
import type { History } from '../history.ts';
import { createIam } from '../iam.ts';
import type { LambdaRuntime } from '../lambda.ts';
import type { Network } from '../network.ts';
import { createSchedules } from '../schedules.ts';
import { deliveries } from './deliveries.ts';
import { usualRoute53Delays, type WorldOptions } from './options.ts';
import type { WorldRedis } from './redis-of-world.ts';
import { roleInvoke } from './role-invoke.ts';

export interface ServicesDependencies {
  readonly options: Pick<WorldOptions, 'delays' | 'behaviour' | 'schedules' | 'alarms'>;
  readonly clock: Clock;
  readonly history: History;
  readonly network: Network;
  readonly account: string;
  readonly random: () => number;
  readonly redis: WorldRedis;
  /** Set before anything can call it. */
  readonly lambda: LambdaRuntime;
  readonly logs: ReturnType<typeof createLogs>;
  /** @default dynalite */
  readonly dynamodb?: Dynamodb;
}

export type Services = ReturnType<typeof createServices>;

/** Makes every AWS service of the sandbox and what runs between them: alarms, schedules, executions, deliveries. */
export const createServices = (dependencies: ServicesDependencies) => {
  const { options, clock, history, network, account, random, redis, lambda, logs } = dependencies;
  const { delays = {}, behaviour, schedules: mode = 'once', alarms = 'asked' } = options;
  const core = { clock, history, network, account };
  const iam = createIam();
  const permissions = new Permissions();
  const invokeAs = roleInvoke({ lambda, authorize: iam.authorize, history, account });
  const deliver = deliveries({ lambda, permissions, history, account });

  const sns = createSns({ ...core, lambda: deliver.notification });
  const events = createEvents(core);
  const cloudwatch = createCloudwatch({
    ...core,
    isDark: (region) => network.isDark(region),
    delays: {
      ...(alarms === 'asked' && { standardEvaluationMs: 0, highResolutionEvaluationMs: 0 }),
      ...delays.cloudwatch,
    },
    actions: {
      lambda: deliver.alarm,
      sns: ({ topicArn, alarmArn, subject, message }) =>
        void sns.publishFromService({
          topicArn,
          subject,
          message,
          servicePrincipal: 'cloudwatch.amazonaws.com',
          sourceArn: alarmArn,
          sourceAccount: account,
        }),
      eventBridge: (region, event) => void events.emit(region, event),
    },
  });
  const states = createStates({
    ...core,
    random,
    publish: cloudwatch.publish,
    invoke: (asked) => invokeAs({ ...asked, invocationType: 'RequestResponse', session: 'states' }),
  });
  const schedules = createSchedules({
    ...core,
    mode,
    invoke: async ({ targetArn, ...asked }) =>
      void (await invokeAs({ ...asked, functionName: targetArn, invocationType: 'Event', session: 'scheduler' })),
  });
  return {
    iam,
    permissions,
    schedules,
    sns,
    events,
    cloudwatch,
    states,
    logs,
    elasticache: createElasticache({
      ...core,
      random,
      backing: redis,
      ...(delays.elasticache && { delays: delays.elasticache }),
      ...(behaviour && { behaviour }),
    }),
    route53: createRoute53({ clock, history, delays: { ...usualRoute53Delays, ...delays.route53 } }),
    ssm: createSsm(core),
    dynamodb:
      dependencies.dynamodb ??
      createDynamodb({ ...core, regions: network.places.filter((place) => place !== 'outside') }),
    secretsmanager: createSecretsManager(core),
    sts: createSts(),
    lambda: createLambdaService({ runtime: lambda }),
  };
};

/** Those that answer at the front. */
export const servicesOf = (services: Services): readonly Service[] => [
  services.cloudwatch.service,
  services.dynamodb,
  services.elasticache.service,
  services.events.service,
  services.lambda,
  services.logs.service,
  services.route53,
  services.secretsmanager,
  services.sns.service,
  services.ssm,
  services.states.service,
  services.sts.service,
];
