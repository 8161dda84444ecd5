import { Approval } from '../contract/approval.ts';
import { InvalidRequest } from '../contract/errors.ts';
import { problems } from '../contract/problems.ts';

/**
 * What people answered to a request for approval. Throws `InvalidRequest` for anything else than the JSON of the command
 * in the page, so that whoever answered is told what was missing.
 */
export const peoplesAnswer = (answer: unknown): Approval => {
  const parsed = Approval.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(`approval: ${problems(parsed.error, 'the task output')}`);
};
