import { plainLine } from '../../contract/plain-line.ts';

/** A page. SNS takes subjects of at most 100 printable ASCII characters. */
export interface Message {
  readonly subject: string;
  readonly body: string;
}

/**
 * A page from a subject and its lines. Reasons and causes come from people and other services: whatever they hold, a
 * line stays one line, without control characters.
 */
export const message = (subject: string, lines: readonly string[]): Message => ({
  subject: subject.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 100),
  body: lines.map(plainLine).join('\n'),
});
