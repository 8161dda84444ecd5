import type { Call, Service } from '../../sandbox/aws/service.ts';

/** Calls a sandbox service's operation directly, as the administrator, without any protocol around it. */
export const callService =
  (service: Service, region = 'us-east-1') =>
  async (operation: string, input: object, options: Partial<Call> = {}): Promise<Record<string, unknown>> => {
    const call: Call = {
      service: service.id,
      operation,
      region,
      from: 'outside',
      account: '111122223333',
      principal: { kind: 'administrator' },
      requestId: 'request-1',
      allows: () => true,
      ...options,
    };
    const run = service.operations[operation];
    if (!run) throw new Error(`${service.id} has no operation ${operation}`);
    // A test looks at the parts that it names.
    return (await run(input, call)) as Record<string, unknown>;
  };
