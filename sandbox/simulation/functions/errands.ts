import type { Fault, Faults, PlannedCall } from '../../faults.ts';
import type { History } from '../../history.ts';
import type { FunctionSpec } from '../../lambda.ts';
import type { SendOut } from '../redis/errand.ts';

/** A function as the sender of messages that are not signed. */
export interface Sender {
  readonly spec: FunctionSpec;
  /** The request id of what runs in it now. */
  readonly invocation: () => string | undefined;
}

interface Ports {
  readonly plan: Faults['plan'];
  readonly crash: (call: PlannedCall, when: 'now') => void;
  readonly history: History;
}

/** A function's connections, commands and lookups: each is asked of the fault plan, and written into the history. */
export const errandsOf =
  ({ spec, invocation }: Sender, { plan, crash, history }: Ports): SendOut =>
  ({ service, operation, region }) => {
    const sentBy = invocation();
    const call: PlannedCall = {
      ...{ service, operation, region, from: spec.region },
      principal: { kind: 'role', roleArn: spec.roleArn, session: spec.name },
      requestId: sentBy ?? '',
      invocation: sentBy,
    };
    let fault: Fault | undefined;
    return {
      meet: () => {
        fault = plan(call);
        return fault;
      },
      crash: () => crash(call, 'now'),
      note: (outcome) => {
        const caller = { from: spec.region, function: spec.name, invocation: sentBy };
        const detail = { ...caller, outcome, ...(fault && { fault: fault.kind }) };
        history.append({ kind: 'errand', region, name: `${service}:${operation}`, detail });
      },
    };
  };
