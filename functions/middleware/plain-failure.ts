import { shortLine } from '../contract/plain-line.ts';

/** Step Functions keeps 32768 characters of a cause; what people need stands in the first of them. */
const longest = 4_000;

/**
 * Does the work, and lets a failure out with its message as one plain line: it may quote an event, an answer or a name
 * from anywhere, and goes on into histories, logs and pages. The same error, so that its name and type stay.
 */
export const failingPlainly = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) makePlain(error);
    throw error;
  }
};

const makePlain = (error: Error): void => {
  if (error instanceof AggregateError) for (const part of error.errors) if (part instanceof Error) makePlain(part);
  const said = error.message;
  const plain = shortLine(said, longest);
  if (plain === said) return;
  // The stack begins with the message; Lambda reports it too.
  const stack = said === '' ? error.stack : error.stack?.split(said).join(plain);
  Object.defineProperty(error, 'message', { value: plain, configurable: true, writable: true });
  if (stack !== undefined) Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true });
};
