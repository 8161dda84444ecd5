import { afterEach, expect, test } from '@jest/globals';
import { type Condition, type LoneServer, nodeOf, outcomeOf, targetOf } from './contract-stage.ts';

type Word = readonly [command: string, ...args: (string | number)[]];

const readonly = ['GET', 'a'] as const;
const write = ['SET', 'a', '1'] as const;
const noAuth = 'ReplyError: NOAUTH Authentication required.';
const wrongPassword = 'ReplyError: WRONGPASS invalid username-password pair or user is disabled.';
const busy = 'ReplyError: BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.';
const oom = "ReplyError: OOM command not allowed when used memory > 'maxmemory'.";
const noSlot = 'ReplyError: CLUSTERDOWN Hash slot not served';

/** What one server in a bad condition says, the model and a real one alike. */
export const saysInCondition = (start: (condition: Condition) => Promise<LoneServer>): void => {
  let server: LoneServer;
  const started: LoneServer[] = [];
  afterEach(async () => {
    for (const one of started.splice(0)) await one.close();
  });
  const begin = async (condition: Condition): Promise<void> => {
    server = await start(condition);
    started.push(server);
  };

  const open = (credentials?: { username?: string; password: string }) =>
    server.network.open(nodeOf(server.host, server.port), {
      ...targetOf(server.host, server.port),
      ...(credentials && { credentials }),
    });

  test.each<[Condition, Word, unknown]>([
    [{ password: 's3' }, ['PING'], noAuth],
    [{ password: 's3' }, write, noAuth],
    [{ password: 's3' }, ['GET'], "ReplyError: ERR wrong number of arguments for 'get' command"],
    [{ password: 's3' }, ['AUTH', 'wrong'], wrongPassword],
    [{ password: 's3' }, ['AUTH', 'default', 'wrong'], wrongPassword],
    [{ password: 's3' }, ['AUTH', 'default', 's3'], 'OK'],
    [{ password: 's3' }, ['AUTH', 'a', 'b', 'c'], 'ReplyError: ERR syntax error'],
    [{ full: 'memory' }, write, oom],
    [{ full: 'memory' }, readonly, null],
    [{ full: 'memory' }, ['DEL', 'a'], 0],
    [{ full: 'memory' }, ['PING'], 'PONG'],
    [{ busy: true }, ['PING'], busy],
    [{ busy: true }, write, busy],
    [{ busy: true }, ['INFO', 'replication'], busy],
    [{ busy: true }, ['ROLE'], busy],
    [{ slots: 'none' }, readonly, noSlot],
    [{ slots: 'none' }, ['CLUSTER', 'SLOTS'], []],
    [{ slots: 'none' }, ['PING'], 'PONG'],
    [{ slots: 'all' }, write, 'OK'],
    [{ slots: 'all' }, ['DEL', 'a', 'b'], "ReplyError: CROSSSLOT Keys in request don't hash to the same slot"],
    [{ slots: 'all' }, ['DEL', '{a}1', '{a}2'], 0],
  ])('with %j, %j says %j', async (condition, word, said) => {
    await begin(condition);
    const node = await server.done(open());
    expect(await server.done(outcomeOf(node.call(...word)))).toEqual(said);
    node.close();
  });

  test('CLUSTER SLOTS names its ranges, and the node with its port', async () => {
    await begin({ slots: 'all' });
    const node = await server.done(open());
    const said = await server.done(node.call('CLUSTER', 'SLOTS'));
    expect(said).toEqual([[0, 16_383, [expect.any(String), server.port, expect.stringMatching(/^[0-9a-f]{40}$/), []]]]);
    node.close();
  });

  test('credentials open the door; wrong ones are an answer', async () => {
    await begin({ password: 's3' });
    const node = await server.done(open({ password: 's3' }));
    expect(await server.done(node.call('DBSIZE'))).toBe(0);
    node.close();
    expect(await server.done(outcomeOf(open({ password: 'wrong' })))).toBe(
      'ReplyError: WRONGPASS the cache refused AUTH',
    );
  });

  test('a server with too many clients says so and closes', async () => {
    await begin({ full: 'clients' });
    expect(await server.done(outcomeOf(open()))).toBe('ReplyError: ERR max number of clients reached');
  });
};
