import { Config, type ConfigInput, Datastore } from './config.ts';
import { checkDatastore, type Surroundings } from './config-checks.ts';
import { listed, type Problem, problemLine, schemaProblems, shown } from './config-problem.ts';

/** A configuration that cannot be deployed. The message is all that people need: one line per problem, no stack. */
export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Checks a configuration and fills its defaults in. Throws one `InvalidConfig` that lists every problem there is. */
export const defineConfig = (input: ConfigInput): Config => {
  const parsed = Config.safeParse(input);
  const problems = [...(parsed.success ? [] : schemaProblems(parsed.error, input)), ...contradictions(input)];
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new InvalidConfig(problems.map(problemLine));
};

type Named = readonly [string, Datastore];

/** Each part that is whole by itself is checked, so that a broken one does not hide the others' problems. */
const contradictions = (input: unknown): readonly Problem[] => {
  const surroundings: Surroundings = {
    regions: Config.shape.regions.safeParse(member(input, 'regions')).data,
    witness: Config.shape.witness.safeParse(member(input, 'witness')).data,
  };
  const all = Object.entries(Object(member(input, 'datastores')));
  const whole = all.flatMap(([name, value]): Named[] => {
    const { data } = Datastore.safeParse(value);
    return data ? [[name, data]] : [];
  });
  return [
    ...checkRegions(surroundings, { whole, complete: whole.length === all.length }),
    ...whole.flatMap(([name, datastore]) =>
      checkDatastore(datastore, surroundings).map((problem) => ({
        ...problem,
        path: ['datastores', name, ...problem.path],
      })),
    ),
    ...checkUnique(whole),
  ];
};

const checkRegions = (
  { regions = [], witness }: Surroundings,
  { whole, complete }: { readonly whole: readonly Named[]; readonly complete: boolean },
): readonly Problem[] => {
  const held = new Set(whole.flatMap(([, { replicationGroups }]) => Object.keys(replicationGroups)));
  const idle = complete ? regions.filter((region) => !held.has(region)) : [];
  const twice = regions.filter((region, index) => regions.indexOf(region) !== index);
  const expected = 'each Region that holds a member of some datastore, once';
  return [
    ...(idle.length > 0 ? [{ path: ['regions'], expected, got: `${listed(idle)}, which holds none` }] : []),
    ...(twice.length > 0 ? [{ path: ['regions'], expected, got: `${listed(twice)} twice` }] : []),
    ...(witness !== undefined && (regions.includes(witness) || held.has(witness))
      ? [{ path: ['witness'], expected: 'a Region without members, to look from outside', got: shown(witness) }]
      : []),
  ];
};

/** Two datastores must never publish over each other, nor promote one another. */
const checkUnique = (whole: readonly Named[]): readonly Problem[] => [
  ...repeated(whole, { path: ['globalReplicationGroupId'], keys: (it) => [it.globalReplicationGroupId] }),
  ...repeated(whole, { path: ['dns', 'record'], keys: ({ dns }) => (dns === 'none' ? [] : [dns.record]) }),
  ...repeated(whole, {
    path: ['replicationGroups'],
    keys: (it) => Object.entries(it.replicationGroups).map(([region, id]) => `${id} in ${region}`),
  }),
];

const repeated = (
  whole: readonly Named[],
  { path, keys }: { readonly path: readonly string[]; readonly keys: (datastore: Datastore) => readonly string[] },
): readonly Problem[] => {
  const first = new Map<string, string>();
  return whole.flatMap(([name, datastore]) =>
    keys(datastore).flatMap((key) => {
      const owner = first.get(key);
      if (owner === undefined) first.set(key, name);
      if (owner === undefined) return [];
      return [
        {
          path: ['datastores', name, ...path],
          expected: 'one that no other datastore has',
          got: `${key}, as ${owner}`,
        },
      ];
    }),
  );
};

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
