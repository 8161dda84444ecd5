import { plainLine } from '../../contract/plain-line.ts';
import { runbookSection } from './runbook-section.ts';

/** A page. SNS takes subjects of at most 100 printable ASCII characters. */
export interface Message {
  readonly subject: string;
  readonly body: string;
}

/** What a page says, and the headings of the runbook that say more: there is no page without one. */
export interface Told {
  readonly lines: readonly string[];
  readonly about: readonly [string, ...string[]];
}

/**
 * A page from a subject and its lines; the last leads to the runbook. Reasons and causes come from people and other
 * services: whatever they hold, a line stays one line, without control characters.
 */
export const message = (subject: string, { lines, about }: Told): Message => ({
  subject: subject.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 100),
  body: [...lines, `Runbook: ${about.map(runbookSection).join(', ')}`].map(plainLine).join('\n'),
});
