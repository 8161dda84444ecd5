import type { Entry } from '../../history.ts';
import { text } from './entries.ts';

/** Who the entry says caused it: a function's name where a function called, else a role's ARN or `administrator`. */
export const callerOf = (entry: Entry): string => text(entry, 'function') || text(entry, 'principal');

/** Whether a role of the deployed stacks caused it, and not a person, an attacker or another tool. */
export const isOurs = (entry: Entry): boolean => {
  const principal = text(entry, 'principal');
  return principal !== '' && principal !== 'administrator';
};

/** Names and roles of functions hold the handler's name: `failover-…WorkflowPromoteRegion9F29-DE2V`. */
export const isBy = (entry: Entry, handler: string): boolean =>
  text(entry, 'function').includes(handler) || text(entry, 'principal').includes(handler);

/** The function of an entry of kind `function`, by its handler's name. */
export const runs = (entry: Entry, handler: string): boolean => entry.name.includes(handler);
