import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type FunctionProps, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from '../../functions/contract/config.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import { bundled } from './bundling.ts';
import type { Grant } from './grants/grant.ts';

export interface TaskFunctionProps extends Partial<Omit<FunctionProps, 'code' | 'handler' | 'role' | 'logGroup'>> {
  readonly config: Config;
  /** All that this function may do, besides writing its own log. @default - nothing */
  readonly may?: readonly Grant[];
}

/**
 * A function under its own name, with a role of its own that allows what `may` says, its log, and its trace.
 * The caller's props win over the defaults; environments are merged.
 */
export class TaskFunction extends LambdaFunction {
  constructor(scope: Construct, name: string, { config, may = [], environment, ...props }: TaskFunctionProps) {
    const role = new Role(scope, `${name}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(scope, `${name}Log`, {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    const tracing = props.tracing ?? Tracing.ACTIVE;
    if (tracing === Tracing.ACTIVE)
      acknowledgeWildcard(role, { resources: ['*'], because: 'X-Ray takes segments without naming a resource.' });
    for (const { because, ...statement } of statementsOf(may)) {
      role.addToPolicy(new PolicyStatement(statement));
      if (because !== undefined) acknowledgeWildcard(role, { resources: statement.resources, because });
    }

    super(scope, name, {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(30),
      tracing,
      ...props,
      code: bundled(name, config),
      handler: 'index.handler',
      role,
      logGroup,
      environment: {
        // A stray endpoint variable or shared profile must never send a deployed function's calls elsewhere.
        AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
        POWERTOOLS_SERVICE_NAME: name,
        ...Object.assign({}, ...may.map((grant) => grant.environment ?? {})),
        ...environment,
      },
    });
  }
}

/** Two grants may hold the same statement; a policy needs it once. */
const statementsOf = (may: readonly Grant[]) => new Set(may.flatMap(({ statements }) => statements));
