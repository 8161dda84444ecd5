import type { Conditions } from './conditions.ts';

const literally = (literal: string): string => literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const compiled = new Map<string, RegExp>();

const regExp = (key: string, source: () => string, flags = 's'): RegExp => {
  const known = compiled.get(key);
  if (known) return known;
  const made = new RegExp(`^${source()}$`, flags);
  compiled.set(key, made);
  return made;
};

/** `*` is any text, `?` any one character. */
export const matchesText = (pattern: string, value: string, flags: 's' | 'is' = 's'): boolean =>
  regExp(
    `${flags}|${pattern}`,
    () => pattern.replace(/[*?]|[^*?]+/g, (part) => (part === '*' ? '.*' : part === '?' ? '.' : literally(part))),
    flags,
  ).test(value);

/** Actions are matched without regard to case. */
export const matchesAction = (pattern: string, action: string): boolean => matchesText(pattern, action, 'is');

/**
 * A `Resource` pattern. Within a segment of an ARN wildcards do not cross a colon; a `*` that ends its segment does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export const matchesResource = (pattern: string, resource: string, conditions: Conditions): boolean => {
  const resolved = withVariables(pattern, conditions);
  if (resolved === undefined) return false;
  return regExp(`arn|${resolved}`, () =>
    resolved.replace(/[*?]|[^*?]+/g, (part, at: number) => {
      if (part === '?') return '[^:]';
      if (part !== '*') return literally(part);
      return at + 1 === resolved.length || resolved[at + 1] === ':' ? '.*' : '[^:]*';
    }),
  ).test(resource);
};

/** ARN operators of conditions: each of the six components is matched on its own. */
export const matchesArn = (pattern: string, arn: string): boolean => {
  const patterns = components(pattern);
  const values = components(arn);
  return patterns.length === values.length && patterns.every((part, index) => matchesText(part, values[index] ?? ''));
};

const components = (arn: string): string[] => {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
};

/** Fills in `${aws:…}`; undefined where the request has no single value for it, which never matches. */
export const withVariables = (pattern: string, conditions: Conditions): string | undefined => {
  if (!pattern.includes('${')) return pattern;
  let known = true;
  const resolved = pattern.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const value = requestValue(conditions, name.trim());
    if (typeof value !== 'string') known = false;
    return typeof value === 'string' ? value : '';
  });
  return known ? resolved : undefined;
};

/** Condition keys are compared without regard to case. */
export const requestValue = (conditions: Conditions, key: string): string | readonly string[] | undefined => {
  const wanted = key.toLowerCase();
  return Object.entries(conditions).find(([name]) => name.toLowerCase() === wanted)?.[1];
};
