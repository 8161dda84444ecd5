import type { CaughtError } from '../contract/run-state.ts';

/** The sentence inside a function's error, which Step Functions hands on as JSON text. */
export const sentenceOf = ({ Cause }: CaughtError): string => {
  if (Cause === undefined) return 'no cause was given';
  try {
    const parsed: unknown = JSON.parse(Cause);
    if (typeof parsed === 'object' && parsed !== null && 'errorMessage' in parsed) return String(parsed.errorMessage);
  } catch {
    // Not a function's error: the text stands for itself.
  }
  return Cause;
};
