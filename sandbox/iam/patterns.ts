import type { Conditions } from './conditions.ts';

const literally = (literal: string): string => literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

type Compile = (pattern: string) => RegExp;

/** The same few patterns are met again and again. */
const remembering = (compile: Compile): Compile => {
  const compiled = new Map<string, RegExp>();
  return (pattern) => {
    const known = compiled.get(pattern) ?? compile(pattern);
    compiled.set(pattern, known);
    return known;
  };
};

const wholeText = (pattern: string, flags: 's' | 'is'): RegExp => {
  const source = pattern.replace(/[*?]|[^*?]+/g, (part) =>
    part === '*' ? '.*' : part === '?' ? '.' : literally(part),
  );
  return new RegExp(`^${source}$`, flags);
};
const text = remembering((pattern) => wholeText(pattern, 's'));
const caseless = remembering((pattern) => wholeText(pattern, 'is'));
const arn = remembering((pattern) => {
  const source = pattern.replace(/[*?]|[^*?]+/g, (part, at: number) => {
    if (part === '?') return '[^:]';
    if (part !== '*') return literally(part);
    return at + 1 === pattern.length || pattern[at + 1] === ':' ? '.*' : '[^:]*';
  });
  return new RegExp(`^${source}$`, 's');
});

/** `*` is any text, `?` any one character. */
export const matchesText = (pattern: string, value: string): boolean => text(pattern).test(value);

/** Actions are matched without regard to case. */
export const matchesAction = (pattern: string, action: string): boolean => caseless(pattern).test(action);

/**
 * A `Resource` pattern. Within a segment of an ARN wildcards do not cross a colon; a `*` that ends its segment does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export const matchesResource = (pattern: string, resource: string, conditions: Conditions): boolean => {
  const resolved = withVariables(pattern, conditions);
  return resolved !== undefined && arn(resolved).test(resource);
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
