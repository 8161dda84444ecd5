import { isObject, pairOf, textOf } from './values.ts';

/** What an intrinsic function may look up. */
export interface Lookup {
  /** Value of a parameter, a pseudo parameter or a resource; undefined if there is none of that name. */
  readonly ref: (name: string) => unknown;
  readonly attribute: (logicalId: string, name: string) => unknown;
  readonly condition: (name: string) => boolean;
  readonly mapping: (map: string, keys: readonly [string, string]) => unknown;
}

/** Stands for `AWS::NoValue`: whatever holds it goes without it. */
export const noValue = Symbol('AWS::NoValue');

/** Resolves every intrinsic function in a value. Throws an `Error` whose message names what is missing. */
export const resolve = (value: unknown, lookup: Lookup): unknown => {
  if (Array.isArray(value)) return value.map((item) => resolve(item, lookup)).filter((item) => item !== noValue);
  if (!isObject(value)) return value;

  const [name, argument] = Object.entries(value)[0] ?? [];
  if (Object.keys(value).length === 1 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) {
    const evaluate = functions[name];
    if (!evaluate) throw new Error(`${name} is not known to the sandbox`);
    return evaluate(argument, lookup);
  }
  const resolved = Object.entries(value).map(([key, item]) => [key, resolve(item, lookup)] as const);
  return Object.fromEntries(resolved.filter(([, item]) => item !== noValue));
};

type Evaluate = (argument: unknown, lookup: Lookup) => unknown;

const list = (value: unknown, lookup: Lookup, name: string): readonly unknown[] => {
  const resolved = resolve(value, lookup);
  if (!Array.isArray(resolved)) throw new Error(`${name} expects a list, found ${JSON.stringify(resolved)}`);
  return resolved;
};

const known = (name: string, lookup: Lookup): unknown => {
  const value = lookup.ref(name);
  if (value === undefined) throw new Error(`Ref names ${name}, which is neither a parameter nor a resource`);
  return value;
};

const attribute = (argument: unknown, lookup: Lookup): unknown => {
  const [logicalId, name] = typeof argument === 'string' ? splitOnce(argument) : pairOf(argument, 'Fn::GetAtt');
  return lookup.attribute(textOf(logicalId, 'Fn::GetAtt'), textOf(resolve(name, lookup), 'Fn::GetAtt'));
};

const splitOnce = (text: string): readonly [string, string] => {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
};

const sub = (argument: unknown, lookup: Lookup): unknown => {
  const [template, variables] = typeof argument === 'string' ? [argument, {}] : pairOf(argument, 'Fn::Sub');
  const own = resolve(variables, lookup);
  return textOf(template, 'Fn::Sub').replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (isObject(own) && own[name] !== undefined) return textOf(own[name], 'Fn::Sub');
    return textOf(name.includes('.') ? attribute(name, lookup) : known(name, lookup), 'Fn::Sub');
  });
};

const isTrue = (argument: unknown, lookup: Lookup): boolean => {
  const value = isObject(argument) && 'Condition' in argument ? lookup.condition(String(argument.Condition)) : argument;
  return resolve(value, lookup) === true;
};

const every: Evaluate = (argument, lookup) => [argument].flat().every((item) => isTrue(item, lookup));
const some: Evaluate = (argument, lookup) => [argument].flat().some((item) => isTrue(item, lookup));

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
const functions: Readonly<Record<string, Evaluate>> = {
  Ref: (argument, lookup) => known(String(argument), lookup),
  'Fn::GetAtt': attribute,
  'Fn::Sub': sub,
  'Fn::Join': (argument, lookup) => {
    const [delimiter, values] = pairOf(argument, 'Fn::Join');
    return list(values, lookup, 'Fn::Join')
      .map((item) => textOf(item, 'Fn::Join'))
      .join(String(delimiter));
  },
  'Fn::Select': (argument, lookup) => {
    const [index, values] = pairOf(argument, 'Fn::Select');
    const selected = list(values, lookup, 'Fn::Select')[Number(resolve(index, lookup))];
    if (selected === undefined) throw new Error(`Fn::Select finds nothing at ${JSON.stringify(index)}`);
    return selected;
  },
  'Fn::Split': (argument, lookup) => {
    const [delimiter, text] = pairOf(argument, 'Fn::Split');
    return textOf(resolve(text, lookup), 'Fn::Split').split(String(delimiter));
  },
  'Fn::If': (argument, lookup) => {
    const [condition, yes, no] = Array.isArray(argument) ? argument : [];
    return resolve(lookup.condition(String(condition)) ? yes : no, lookup);
  },
  'Fn::Equals': (argument, lookup) => {
    const [left, right] = pairOf(argument, 'Fn::Equals');
    return JSON.stringify(resolve(left, lookup)) === JSON.stringify(resolve(right, lookup));
  },
  'Fn::And': every,
  'Fn::Or': some,
  'Fn::Not': (argument, lookup) => !some(argument, lookup),
  'Fn::FindInMap': (argument, lookup) => {
    const [map, first, second] = list(argument, lookup, 'Fn::FindInMap').map(String);
    return lookup.mapping(map ?? '', [first ?? '', second ?? '']);
  },
  'Fn::Base64': (argument, lookup) => Buffer.from(textOf(resolve(argument, lookup), 'Fn::Base64')).toString('base64'),
  'Fn::ToJsonString': (argument, lookup) => JSON.stringify(resolve(argument, lookup)),
  'Fn::ImportValue': (argument) => {
    throw new Error(`Fn::ImportValue of ${JSON.stringify(argument)}: no stack here exports anything`);
  },
};
