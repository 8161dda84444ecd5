import type { Call, Service } from '../aws/service.ts';

export interface Where {
  readonly region: string;
  readonly account: string;
}

/** Calls an operation without the wire and with every right. Shapes are the SDK's own. */
export const administratorCall = async (
  service: Service,
  operation: string,
  { input, region, account }: Where & { readonly input: unknown },
): Promise<unknown> => {
  const run = service.operations[operation];
  if (!run) throw new Error(`the sandbox has no ${service.id}:${operation}`);
  const call: Call = {
    service: service.id,
    operation,
    region,
    from: 'outside',
    account,
    principal: { kind: 'administrator' },
    requestId: 'sandbox',
    allows: () => true,
  };
  return await run(input, call);
};
