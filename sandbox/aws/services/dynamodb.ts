import type { Clock } from '../../clock.ts';
import type { History } from '../../history.ts';
import { AwsError, type Call, type Operation, type Service } from '../service.ts';
import { Dynalite, type Wire } from './dynamodb/dynalite.ts';
import { isObject, withTimes } from './dynamodb/shapes.ts';
import { writeBatch, writeItem } from './dynamodb/write.ts';

/** A table as CloudFormation describes it: `AWS::DynamoDB::Table` and `AWS::DynamoDB::GlobalTable` alike. */
export interface TableProperties {
  readonly TableName: string;
  readonly KeySchema: unknown;
  readonly AttributeDefinitions: unknown;
  readonly BillingMode?: unknown;
  readonly ProvisionedThroughput?: unknown;
  readonly GlobalSecondaryIndexes?: unknown;
  readonly LocalSecondaryIndexes?: unknown;
}

export interface Dynamodb extends Service {
  /** Makes the table where it is not there yet, and returns once it can be used. Repeating it changes nothing. */
  readonly ensureTable: (region: string, properties: TableProperties) => Promise<{ readonly arn: string }>;
}

/** The same, with a way past every caller and past the history: what a backup or its restore does. */
export interface DynamodbWithBackups extends Dynamodb {
  readonly past: (region: string, operation: string, input: Wire) => Promise<Wire>;
}

export interface DynamodbDependencies {
  readonly clock: Clock;
  readonly history: History;
  readonly account: string;
  readonly regions: readonly string[];
}

const READS = ['DescribeTable', 'ListTables', 'DescribeTimeToLive', 'GetItem', 'BatchGetItem', 'Query', 'Scan'];
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];
const TABLE_CHANGES = ['CreateTable', 'DeleteTable', 'UpdateTable'];

/**
 * DynamoDB by dynalite, one database per Region and nothing shared between them. No transactions, no time to live, no
 * streams, no global tables. A table is usable as soon as it was created. Inputs and outputs are DynamoDB's own JSON, as
 * on the wire: typed values, binary in base64, times in seconds.
 */
export const createDynamodb = ({ clock, history, account, regions }: DynamodbDependencies): DynamodbWithBackups => {
  const databases = new Map(regions.map((region) => [region, new Tables(region, { clock, history, account })]));
  const inRegion = (region: string): Tables => {
    const tables = databases.get(region);
    if (!tables) throw new AwsError('UnrecognizedClientException', `The sandbox has no DynamoDB in ${region}.`);
    return tables;
  };
  const operations = [...READS, ...WRITES, ...TABLE_CHANGES].map((operation): [string, Operation] => [
    operation,
    (input: Wire, call: Call) => inRegion(call.region).run(operation, input, call),
  ]);
  return {
    id: 'dynamodb',
    operations: Object.fromEntries(operations),
    ensureTable: (region, properties) => inRegion(region).ensure(properties),
    past: (region, operation, input) => inRegion(region).past(operation, input),
  };
};

/** One Region's tables. Changes happen one after the other, so that an effect names exactly what was there before. */
class Tables {
  readonly #region: string;
  readonly #clock: Clock;
  readonly #history: History;
  readonly #database: Dynalite;
  readonly #createdAt = new Map<unknown, number>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(region: string, { clock, history, account }: { clock: Clock; history: History; account: string }) {
    this.#region = region;
    this.#clock = clock;
    this.#history = history;
    this.#database = new Dynalite({ region, account });
  }

  async run(operation: string, input: Wire, call?: Call): Promise<unknown> {
    const answer = READS.includes(operation)
      ? await this.#database.run(operation, input)
      : await this.#inTurn(() => this.#change(operation, input, call));
    return operation.endsWith('Table') ? withTimes(answer, this.#createdAt.get(input.TableName) ?? 0) : answer;
  }

  past(operation: string, input: Wire): Promise<Wire> {
    return this.#inTurn(() => this.#database.run(operation, input));
  }

  async ensure(properties: TableProperties): Promise<{ arn: string }> {
    const { TableName, BillingMode, ...rest } = properties;
    const onDemand = BillingMode === 'PAY_PER_REQUEST' || rest.ProvisionedThroughput === undefined;
    const billing = onDemand ? { BillingMode: 'PAY_PER_REQUEST', ProvisionedThroughput: undefined } : {};
    await this.run('CreateTable', { TableName, ...rest, ...billing }).catch((error: unknown) => {
      if (!(error instanceof AwsError) || error.code !== 'ResourceInUseException') throw error;
    });
    const { Table } = await this.#database.run('DescribeTable', { TableName });
    return { arn: isObject(Table) ? String(Table.TableArn) : '' };
  }

  async #change(operation: string, request: Wire, call: Call | undefined): Promise<Wire> {
    const place = { region: this.#region, database: this.#database, history: this.#history, call };
    if (operation === 'BatchWriteItem') return writeBatch(place, request);
    if (WRITES.includes(operation)) return writeItem(place, operation, request);
    const answer = await this.#database.run(operation, request);
    if (operation === 'CreateTable') {
      await this.#database.activate(String(request.TableName));
      this.#createdAt.set(request.TableName, this.#clock.now() / 1000);
    }
    const detail = { table: request.TableName };
    this.#history.append({ kind: 'effect', region: this.#region, name: `dynamodb:${operation}`, detail });
    return answer;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }
}
