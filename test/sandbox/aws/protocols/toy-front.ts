import { createFront, type Front, type FrontOptions } from '../../../../sandbox/aws/front.ts';
import type { Operation, Service, ServiceId } from '../../../../sandbox/aws/service.ts';
import { realClock } from '../../../../sandbox/clock.ts';
import { History } from '../../../../sandbox/history.ts';
import { createIam, type Iam } from '../../../../sandbox/iam.ts';
import { Network } from '../../../../sandbox/network.ts';

/** A front over services that a test writes itself. */
export interface ToyFront {
  readonly front: Front;
  readonly network: Network;
  readonly history: History;
  readonly iam: Iam;
  /** What each operation was given, in order. */
  readonly inputs: unknown[];
}

export const ACCOUNT = '111122223333';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/toy`;
export const admin = { accessKeyId: 'AKIDADMIN', secretAccessKey: 'secret' };
export const toy = { accessKeyId: 'AKIDTOY', secretAccessKey: 'secret' };

type Answers = Partial<Record<ServiceId, Record<string, Operation>>>;

export const toyFront = (answers: Answers, more: Partial<FrontOptions> = {}): ToyFront => {
  const clock = more.clock ?? realClock;
  const history = new History(clock);
  const network = new Network(['us-east-1', 'us-west-2', 'eu-west-1'], history);
  const iam = createIam();
  const inputs: unknown[] = [];
  const services = Object.entries(answers).map(
    ([id, operations]): Service => ({
      id: id as ServiceId,
      operations: Object.fromEntries(
        Object.entries(operations).map(([name, operation]) => [
          name,
          (input, call) => {
            inputs.push(input);
            return operation(input, call);
          },
        ]),
      ),
    }),
  );
  const credentials = new Map([[toy.accessKeyId, { kind: 'role' as const, roleArn: ROLE, session: 'toy-session' }]]);
  const front = createFront({
    services,
    authorize: iam.authorize,
    network,
    history,
    clock,
    account: ACCOUNT,
    credentials,
    ...more,
  });
  return { front, network, history, iam, inputs };
};

/** Runs a test against a toy front behind a real port, and closes it. */
export const overHttp = async (toyWorld: ToyFront, use: (endpoint: string) => Promise<void>): Promise<void> => {
  const listening = await toyWorld.front.listen({ host: '127.0.0.1', port: 0 });
  try {
    await use(listening.url);
  } finally {
    await listening.close();
  }
};

/** What a rejected call was rejected with. */
export const rejection = (call: Promise<unknown>): Promise<Error & Record<string, unknown>> =>
  call.then(
    (value) => {
      throw new Error(`expected a rejection, got ${JSON.stringify(value)}`);
    },
    (error) => error,
  );
