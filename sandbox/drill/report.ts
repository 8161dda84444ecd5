import * as z from 'zod';

const Milliseconds = z.number();

/** `drill-report.json`. Everything but what `simulated` lists was measured in this run. */
export const DrillReport = z.strictObject({
  /** Of this shape; it grows when a reader of the old one would be misled. */
  version: z.literal(1),
  /** Whether every check held: the exit status says the same. */
  held: z.boolean(),
  startedAt: z.iso.datetime(),
  durationMs: Milliseconds,
  /** How much of it went into templates, servers and AWS, before anything was shown. */
  setUpMs: Milliseconds,
  seed: z.number().int(),
  command: z.string(),
  versions: z.strictObject({ project: z.string(), node: z.string(), redis: z.string(), os: z.string() }),
  scene: z.strictObject({
    datastore: z.string(),
    lost: z.string(),
    tookOver: z.string(),
    clientsIn: z.string(),
    persistenceSeconds: z.number(),
  }),
  /** What the drill decided in AWS's place, and what the sandbox takes for it elsewhere. None of it says how long AWS takes. */
  simulated: z.array(z.strictObject({ what: z.string(), ms: Milliseconds, usualMs: Milliseconds })),
  /** What the drill did out of the ordinary course of things, in words. */
  arranged: z.array(z.string()),
  /** When each thing happened, counted from the blackout, in the order in which it did. Absent: it never happened. */
  timeline: z.array(z.strictObject({ milestone: z.string(), afterBlackoutMs: Milliseconds })),
  clients: z.array(
    z.strictObject({
      client: z.string(),
      acknowledged: z.number().int(),
      errors: z.number().int(),
      /** Last acknowledgement of the old primary to first of the new one; null: never came back. */
      outageMs: Milliseconds.nullable(),
    }),
  ),
  writes: z.strictObject({
    acknowledged: z.number().int(),
    /** Acknowledged, and not there on the new primary. */
    lost: z.number().int(),
    /** How old, at the blackout, the workflow said that lost writes may be; null: it did not say. */
    lossBoundMs: Milliseconds.nullable(),
    /** Acknowledged by the old primary after the new one took writes. */
    acknowledgedByOldPrimaryAfterSwitch: z.number().int(),
    /** Keys from before the blackout whose times to live were compared. */
    timesToLiveCompared: z.number().int(),
  }),
  checks: z.array(
    z.strictObject({ check: z.string(), title: z.string(), held: z.boolean(), violations: z.array(z.string()) }),
  ),
  /** Of this process and all it started; shared pages count for each. */
  peakMemoryMb: z.number(),
});
export type DrillReport = z.infer<typeof DrillReport>;
