import * as z from 'zod';
import {
  Assessment,
  DnsUpdated,
  Failed,
  ParametersPublished,
  Promotion,
  PromotionCheck,
  Run,
  Separation,
  Verification,
} from './execution.ts';

/** An error as Step Functions hands it on. `Cause` is text: of a function, the JSON of its error. */
export const CaughtError = z.object({ Error: z.string(), Cause: z.string().optional() });
export type CaughtError = z.infer<typeof CaughtError>;

/** The workflow's state as it grows from step to step. Each step takes the slice that it needs. */
export const RunState = z.object({
  run: Run,
  assessment: Assessment.optional(),
  /** Whatever people sent with SendTaskSuccess; checked where it is used. */
  approval: z.unknown().optional(),
  unapproved: CaughtError.optional(),
  /** Why the run stopped before it changed anything: the plan changed, or another run took over. */
  stopped: CaughtError.optional(),
  promotion: Promotion.optional(),
  promotionError: CaughtError.optional(),
  /** What people sent about the last resort; checked where it is used. */
  separationApproval: z.unknown().optional(),
  separation: Separation.optional(),
  /** Why nobody approved the separation, or what became of the step that calls it. */
  separationError: CaughtError.optional(),
  check: PromotionCheck.optional(),
  publication: z.tuple([z.union([ParametersPublished, Failed]), z.union([DnsUpdated, Failed])]).optional(),
  verification: Verification.optional(),
  error: CaughtError.optional(),
});
export type RunState = z.infer<typeof RunState>;

/** How often the execution was redriven by now. A step whose run was opened before that changes nothing. */
export const Redrive = z.number().int().min(0).optional();

/** Input of the steps after `OpenIncident`. */
export const StepInput = z.object({ state: RunState, redrive: Redrive });
export type StepInput = z.infer<typeof StepInput>;
