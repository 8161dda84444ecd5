import { automaticRequesters } from '../contract/request.ts';

/** A person's name as it is compared, or what is wrong with it. */
export type Principal = { readonly name: string } | { readonly problem: string };

/** Characters that nobody sees: two names that look the same must be the same. */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** What our own triggers call themselves, and what stands in our messages to be replaced. */
const nobody: readonly string[] = [...automaticRequesters, 'your name'];

/**
 * Who says so, in a form in which two spellings of one name are equal: compatible characters, upper and lower case and
 * blanks do not tell people apart. A name is a declaration: what enforces two people is IAM.
 */
export const principalOf = (declared: string | undefined): Principal => {
  if (declared === undefined) return { problem: 'no name is given' };
  if (unseen.test(declared)) return { problem: 'the name holds characters that cannot be seen' };
  const folded = declared.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
  const name = folded.trim().replace(/\s+/g, ' ');
  if (name === '') return { problem: 'the name is empty' };
  return nobody.includes(name) ? { problem: `"${name}" is no person's name` } : { name };
};

/** Why these are not two people, or nothing if they are. */
export const notTwoPeople = (requestedBy: string | undefined, approvedBy: string | undefined): string | undefined => {
  const [first, second] = [principalOf(requestedBy), principalOf(approvedBy)];
  if ('problem' in first) return `requestedBy: ${first.problem}`;
  if ('problem' in second) return `approvedBy: ${second.problem}`;
  return first.name === second.name
    ? `approvedBy: ${second.name} started this run; somebody else must approve it`
    : undefined;
};
