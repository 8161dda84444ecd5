import { createRequire } from 'node:module';
import { AwsError } from '../../service.ts';

/** DynamoDB JSON as dynalite takes and gives it: typed attribute values, binary as base64, times in seconds. */
export type Wire = Readonly<Record<string, unknown>>;

/** The inside of dynalite, which publishes no types and no way in but an HTTP server. Version 4.0.0. */
interface Store {
  readonly tableDb: TableDb;
}
interface TableDb {
  awsRegion: string;
  awsAccountId: string;
  get(key: string, done: (error: Error | null, table?: Wire) => void): void;
  put(key: string, table: Wire, done: (error: Error | null) => void): void;
}
type Action = (store: Store, input: Wire, done: (error: unknown, output?: Wire) => void) => void;
interface Validation {
  readonly types: unknown;
  readonly custom: unknown;
}
interface Validations {
  checkTypes(input: Wire, types: unknown): Wire;
  checkValidations(input: Wire, types: unknown, custom: unknown, store: Store): void;
}

const inside = createRequire(import.meta.url);
const database: { create(options: Record<string, number>): Store } = inside('dynalite/db/index.js');
const validations: Validations = inside('dynalite/validations/index.js');

/** One Region's tables, in memory, without a socket. */
export class Dynalite {
  readonly #store: Store;

  constructor({ region, account }: { region: string; account: string }) {
    this.#store = database.create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    this.#store.tableDb.awsRegion = region;
    this.#store.tableDb.awsAccountId = account;
  }

  /** What dynalite's own server does with a parsed request. Refusals come as `AwsError`. */
  async run(operation: string, input: Wire): Promise<Wire> {
    const file = `${operation[0]?.toLowerCase()}${operation.slice(1)}.js`;
    const action: Action = inside(`dynalite/actions/${file}`);
    const { types, custom }: Validation = inside(`dynalite/validations/${file}`);
    try {
      const checked = validations.checkTypes(structuredClone(input), types);
      validations.checkValidations(checked, types, custom, this.#store);
      const output = await new Promise<Wire>((resolve, reject) => {
        action(this.#store, checked, (error, result) => (error ? reject(error) : resolve(result ?? {})));
      });
      // As over the wire: no prototypes, nothing shared with the store.
      return JSON.parse(JSON.stringify(output));
    } catch (error) {
      throw refusal(error);
    }
  }

  /** Makes a table that was just created usable at once; dynalite itself would wait for a timer. */
  async activate(table: string): Promise<void> {
    const { tableDb } = this.#store;
    const description = await new Promise<Wire>((resolve, reject) => {
      tableDb.get(table, (error, found) => (error || !found ? reject(error ?? new Error(table)) : resolve(found)));
    });
    const indexes = Array.isArray(description.GlobalSecondaryIndexes) ? description.GlobalSecondaryIndexes : [];
    const active = {
      ...description,
      TableStatus: 'ACTIVE',
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map((index) => ({ ...index, IndexStatus: 'ACTIVE' })),
      }),
    };
    await new Promise<void>((resolve, reject) => {
      tableDb.put(table, active, (error) => (error ? reject(error) : resolve()));
    });
  }
}

const refusal = (error: unknown): unknown => {
  if (!(error instanceof Error) || !('body' in error)) return error;
  const { body } = error;
  if (typeof body !== 'object' || body === null || !('__type' in body)) return error;
  const code = String(body.__type).replace(/^.*#/, '');
  const { message, Message } = { message: undefined, Message: undefined, ...body };
  return new AwsError(code, String(message ?? Message ?? ''));
};
