import type * as z from 'zod';
import { toDotPath } from 'zod/v4/core';

/** All of zod's problems in one line, each with its path, or with `whole` where the value itself is wrong. */
export const problems = (error: z.ZodError, whole: string): string =>
  error.issues.map((issue) => `${toDotPath(issue.path) || whole}: ${issue.message}`).join('; ');
