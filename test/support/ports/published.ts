import { RecordConflict } from '../../../functions/contract/errors.ts';
import type { Parameter, Parameters, RecordSet, Records } from '../../../functions/ports.ts';
import type { Hooks } from './hooks.ts';

/** Parameter Store in memory: every version of every parameter, per Region, read as `name` or `name:version`. */
export interface ParametersTwin extends Parameters {
  /** Writes as somebody else would. */
  readonly set: (region: string, name: string, value: string) => void;
  readonly remove: (region: string, name: string) => void;
  readonly current: (region: string, name: string) => Parameter | undefined;
}

export const parametersTwin = (hooks: Hooks, facts: { here: string; dark: ReadonlySet<string> }): ParametersTwin => {
  const versions = new Map<string, string[]>();
  const key = (region: string, name: string) => `${region} ${name}`;
  const all = (region: string, name: string) => versions.get(key(region, name)) ?? [];
  const current = (region: string, name: string): Parameter | undefined => {
    const value = all(region, name).at(-1);
    return value === undefined ? undefined : { value, version: all(region, name).length };
  };
  const set = (region: string, name: string, value: string) =>
    void versions.set(key(region, name), [...all(region, name), value]);

  return {
    set,
    remove: (region, name) => void versions.delete(key(region, name)),
    current,
    read: (region, reference) =>
      hooks.around(`parameters.read ${reference}`, () => {
        if (facts.dark.has(region)) return { outcome: 'dark' as const, detail: `${region} is dark` };
        const [name = '', version] = reference.split(':');
        const value = version === undefined ? undefined : all(region, name)[Number(version) - 1];
        const found = value === undefined ? undefined : { value, version: Number(version) };
        return { outcome: 'answered' as const, value: version === undefined ? current(region, name) : found };
      }),
    write: (name, value) =>
      hooks.around('parameters.write', () => {
        set(facts.here, name, value);
        hooks.changes.push(`write ${name}`);
        return all(facts.here, name).length;
      }),
  };
};

const text = (set: RecordSet): string => `${set.name} ${set.type} ${set.ttl} ${[...set.values].sort().join(' ')}`;

/** Route 53 in memory: a batch is all or nothing, a DELETE must match exactly, a CREATE must find its name free. */
export interface RecordsTwin extends Records {
  readonly sets: RecordSet[];
}

export const recordsTwin = (hooks: Hooks): RecordsTwin => {
  const sets: RecordSet[] = [];
  return {
    sets,
    read: (_, name) => hooks.around('records.read', () => sets.filter((set) => set.name === name)),
    change: (_, { remove, create }) =>
      hooks.around('records.change', () => {
        const left = sets.filter((set) => !remove.some((gone) => text(gone) === text(set)));
        if (left.length !== sets.length - remove.length) throw new RecordConflict('a DELETE does not match');
        if (create.some(({ name }) => left.some((set) => set.name === name)))
          throw new RecordConflict('a CREATE finds its name taken');
        sets.splice(0, sets.length, ...left, ...create);
        hooks.changes.push(`change ${create.map(({ name, values }) => `${name}=${values.join()}`).join(' ')}`);
        return `change-${hooks.changes.length}`;
      }),
  };
};
