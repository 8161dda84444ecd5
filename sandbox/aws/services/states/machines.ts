import { type Definition, parseDefinition } from '../../../workflow.ts';
import type { MachineSpec } from './ports.ts';
import { refuse } from './refusals.ts';

export interface Machine extends MachineSpec {
  readonly arn: string;
  readonly parsed: Definition;
  readonly createdAt: number;
}

/** The state machines of all Regions, by ARN. */
export class Machines {
  readonly #machines = new Map<string, Machine>();

  /** Creates or replaces. Throws `InvalidDefinition`. */
  put(spec: MachineSpec, { account, now }: { account: string; now: number }): Machine {
    const arn = `arn:aws:states:${spec.region}:${account}:stateMachine:${spec.name}`;
    const machine = { ...spec, arn, parsed: parseDefinition(spec.definition), createdAt: now };
    this.#machines.set(arn, machine);
    return machine;
  }

  remove(arn: string): void {
    this.#machines.delete(arn);
  }

  list(region: string): readonly Machine[] {
    return [...this.#machines.values()].filter((machine) => machine.region === region);
  }

  get(arn: string, region: string): Machine {
    if (!/^arn:aws:states:[\w-]+:\d{12}:stateMachine:[^:]+$/.test(arn)) throw refuse.arn(arn);
    const machine = arn.split(':')[3] === region ? this.#machines.get(arn) : undefined;
    if (!machine) throw refuse.noMachine(arn);
    return machine;
  }
}
