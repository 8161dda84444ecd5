/** One damage to a value: at the place that `at` picks, counted through the whole value. */
export interface Mutation {
  readonly at: number;
  readonly kind: 'drop' | 'double' | 'replace' | 'add';
  readonly value: unknown;
  readonly key: string;
}

type Container = unknown[] | Record<string, unknown>;

/** Every member of every list and object of a value, itself excluded, in order. Flat: depth costs no stack. */
const placesOf = (root: unknown): { readonly parent: Container; readonly key: string | number }[] => {
  const places: { parent: Container; key: string | number }[] = [];
  const open: unknown[] = [root];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (typeof next !== 'object' || next === null) continue;
    const parent = next as Container;
    const keys = Array.isArray(parent) ? [...parent.keys()] : Object.keys(parent);
    for (const key of keys) {
      places.push({ parent, key });
      const member: unknown = Reflect.get(parent, key);
      if (typeof member === 'object' && member !== null) open.push(member);
    }
  }
  return places;
};

/** A copy of `sample` with every mutation applied in turn. Without one, it is the valid sample itself. */
export const mutated = (sample: unknown, mutations: readonly Mutation[]): unknown =>
  mutations.reduce<unknown>((value, mutation) => damage(value, mutation), structuredClone(sample));

const damage = (root: unknown, { at, kind, value, key }: Mutation): unknown => {
  const places = placesOf(root);
  const place = places[at % (places.length + 1)];
  if (!place) return kind === 'replace' ? value : root;
  const { parent, key: member } = place;
  if (kind === 'add') define(parent, Array.isArray(parent) ? parent.length : key, value);
  else if (kind === 'replace') define(parent, member, value);
  else if (Array.isArray(parent))
    parent.splice(Number(member), 1, ...(kind === 'drop' ? [] : twice(parent[Number(member)])));
  else if (kind === 'drop') Reflect.deleteProperty(parent, member);
  else define(parent, `${member} `, Reflect.get(parent, member));
  return root;
};

const twice = (value: unknown): readonly unknown[] => [value, structuredClone(value)];

/** As JSON.parse does: an own member, also for `__proto__`. */
const define = (parent: Container, key: string | number, value: unknown): void => {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
};
