/** Who signed a request. Unknown credentials act as the account's administrator. */
export type Principal =
  | { readonly kind: 'administrator' }
  /** A deployed function's, schedule's or state machine's role; its synthesised policies decide. */
  | {
      readonly kind: 'role';
      readonly roleArn: string;
      /** The assumed role's session, as in refusals: for a function its name. */
      readonly session?: string;
    };

/** Where a request comes from: a Region of the sandbox's world, or the laptop around it. */
export type Place = string | 'outside';

/** A request after its protocol was undone and its caller was allowed to make it. */
export interface Call {
  readonly service: ServiceId;
  readonly operation: string;
  /** The Region of the endpoint that answers (`us-east-1` for Route 53). */
  readonly region: string;
  readonly from: Place;
  readonly account: string;
  readonly principal: Principal;
  readonly requestId: string;
  /**
   * Whether the caller's policies grant this operation's action on another resource too, `*` meaning on all.
   * For services whose answer depends on it: DescribeAlarms leaves composite alarms out unless granted on `*`.
   */
  readonly allows: (resourceArn: string) => boolean;
}

/** Signing names, as in the credential scope of a signature and in IAM actions (`states`, not `sfn`). */
export type ServiceId =
  | 'elasticache'
  | 'monitoring'
  | 'route53'
  | 'ssm'
  | 'states'
  | 'sns'
  | 'events'
  | 'lambda'
  | 'dynamodb'
  | 'sts'
  | 'logs'
  | 'secretsmanager';

/** Answers one operation. Shapes are the SDK's own command inputs and outputs. Throws `AwsError` to refuse. */
// biome-ignore lint/suspicious/noExplicitAny: each service file types its own inputs from the SDK.
export type Operation = (input: any, call: Call) => unknown;

/** One AWS service of the sandbox, over all its Regions. */
export interface Service {
  readonly id: ServiceId;
  /** Keyed by operation name (`DescribeAlarms`). What is not here answers the service's own "unknown operation". */
  readonly operations: Readonly<Record<string, Operation>>;
}

/** A refusal as the service itself would word it. `code` is the wire code (awsQuery codes for query services). */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;
  /** Extra members of the modelled error shape, for example Route 53's `messages`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: { status?: number; members?: Record<string, unknown> } = {}) {
    super(message);
    this.code = code;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
  }
}
