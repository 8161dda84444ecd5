import type { WireResponse } from '../protocols/wire.ts';
import { failed } from '../protocols/words.ts';
import type { Outcome } from './perform.ts';
import type { Desk, Understood } from './understand.ts';

/** What a caller hears of. */
export type Audible = Exclude<Outcome, { kind: 'silence' } | { kind: 'reset' }>;

/** Writes an outcome in the caller's protocol. Never throws. `cause`: a mistake of the sandbox's own, for the history. */
export const respond = (
  { codec, model }: Desk,
  { operation }: Understood,
  { outcome, requestId }: { outcome: Audible; requestId: string },
): { readonly response: WireResponse; readonly code: string; readonly cause?: unknown } => {
  if (outcome.kind === 'refusal')
    return { response: codec.refuse(outcome.error, requestId), code: outcome.error.code, cause: outcome.cause };
  try {
    if (!operation) throw new Error('an answer without an operation');
    return { response: codec.answer(operation, outcome.output, requestId), code: 'OK' };
  } catch (cause) {
    // The service's output is not of its schema.
    const error = failed(model.id);
    return { response: codec.refuse(error, requestId), code: error.code, cause };
  }
};
