import type { Clock } from './clock.ts';
import type { History } from './history.ts';
import type { Network } from './network.ts';

/** An `AWS::Scheduler::Schedule` whose target is a function. */
export interface ScheduleSpec {
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly everyMs: number;
  readonly targetArn: string;
  readonly roleArn: string;
  /** JSON text; without it the target receives Scheduler's own event. */
  readonly input?: string | undefined;
  readonly enabled: boolean;
}

export interface SchedulesDependencies {
  readonly clock: Clock;
  readonly history: History;
  readonly network: Network;
  readonly account: string;
  /** `once`: each fires once, when they start. `running`: and then again and again, at its rate. */
  readonly mode: 'once' | 'running' | 'never';
  /** Invokes the target asynchronously as the schedule's role; rejects where that is refused. */
  readonly invoke: (request: { targetArn: string; roleArn: string; region: string; payload: string }) => Promise<void>;
}

/** EventBridge Scheduler of all Regions: rates only, a function as target, no retries. */
export interface Schedules {
  /** Adds one, or changes the one of the same ARN: it counts from its next turn on. */
  readonly add: (spec: ScheduleSpec) => void;
  /** Deletes a schedule: it never fires again. */
  readonly remove: (arn: string) => void;
  readonly list: () => readonly ScheduleSpec[];
  /** Fires what is enabled, as `mode` says: each for the first time after so many milliseconds. @default at once */
  readonly start: (phaseMs?: (spec: ScheduleSpec) => number) => void;
  /** Fires one now, enabled or not. Resolves when Lambda has accepted it, rejects when it was refused. */
  readonly fire: (name: string, region: string) => Promise<void>;
  readonly stop: () => void;
}

export const createSchedules = (dependencies: SchedulesDependencies): Schedules => {
  const { clock, network, mode } = dependencies;
  const schedules = new Map<string, ScheduleSpec>();
  const cancels = new Set<() => void>();

  const repeat = (spec: ScheduleSpec): void => {
    const cancel = clock.after(spec.everyMs, () => {
      cancels.delete(cancel);
      const current = schedules.get(spec.arn);
      if (!current) return;
      repeat(current);
      // The history has the refusal, as Scheduler's metrics would.
      if (current.enabled && !network.isDark(current.region)) fire(current, dependencies).catch(() => {});
    });
    cancels.add(cancel);
  };

  const begin = (spec: ScheduleSpec): void => {
    if (mode === 'running') repeat(spec);
    if (spec.enabled && !network.isDark(spec.region)) fire(spec, dependencies).catch(() => {});
  };

  const later = (spec: ScheduleSpec, waitMs: number): void => {
    const cancel = clock.after(waitMs, () => {
      cancels.delete(cancel);
      const current = schedules.get(spec.arn);
      if (current) begin(current);
    });
    cancels.add(cancel);
  };

  return {
    add: (spec) => void schedules.set(spec.arn, spec),
    remove: (arn) => void schedules.delete(arn),
    list: () => [...schedules.values()],
    start: (phaseMs = () => 0) => {
      if (mode === 'never') return;
      for (const spec of schedules.values()) {
        const waitMs = phaseMs(spec);
        if (waitMs > 0) later(spec, waitMs);
        else begin(spec);
      }
    },
    fire: async (name, region) => {
      const spec = [...schedules.values()].find((schedule) => schedule.region === region && schedule.name === name);
      if (!spec) throw new RangeError(`no schedule called ${name} in ${region}; ${known(schedules.values())}`);
      await fire(spec, dependencies);
    },
    stop: () => {
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
  };
};

const known = (schedules: Iterable<ScheduleSpec>): string =>
  `there are ${[...schedules].map(({ name, region }) => `${name} (${region})`).join(', ') || 'none'}`;

const fire = async (spec: ScheduleSpec, { clock, history, account, invoke }: SchedulesDependencies): Promise<void> => {
  const { region, name, targetArn, roleArn } = spec;
  const detail = { target: targetArn };
  try {
    await invoke({ targetArn, roleArn, region, payload: payloadOf(spec, { now: clock.now(), account }) });
    history.append({ kind: 'effect', region, name: 'scheduler:Fired', detail: { schedule: name, ...detail } });
  } catch (error) {
    const refused = { schedule: name, ...detail, error: String(error) };
    history.append({ kind: 'effect', region, name: 'scheduler:Refused', detail: refused });
    throw error;
  }
};

/** `Input` with its context attributes filled in (EventBridge Scheduler user guide, "Adding context attributes"). */
const payloadOf = (
  { input, arn, region }: ScheduleSpec,
  { now, account }: { now: number; account: string },
): string => {
  const time = `${new Date(now).toISOString().slice(0, 19)}Z`;
  const id = `sandbox-${now}`;
  const resources = [arn];
  const event = { version: '0', id, 'detail-type': 'Scheduled Event', source: 'aws.scheduler', account, time, region };
  return (input ?? JSON.stringify({ ...event, resources, detail: '{}' }))
    .replaceAll('<aws.scheduler.scheduled-time>', time)
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.execution-id>', id)
    .replaceAll('<aws.scheduler.attempt-number>', '1');
};

/** `rate(5 minutes)` in milliseconds; undefined for what is no rate. */
export const rateMs = (expression: string): number | undefined => {
  const [, value, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
  return value === undefined ? undefined : Number(value) * (unitMs[unit] ?? 0);
};
