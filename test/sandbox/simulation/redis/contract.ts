import { afterEach, expect, test } from '@jest/globals';
import { cacheFailureOf } from '../../../../functions/domain/redis-errors.ts';
import { replicationOfInfo } from '../../../../functions/domain/replication.ts';
import type { CacheConnection } from '../../../../functions/redis/network.ts';
import {
  type ContractStage,
  east,
  eastHost,
  eastReader,
  nodeOf,
  outcomeOf,
  targetOf,
  using,
  west,
  westHost,
} from './contract-stage.ts';

/** What the model and real servers in two Regions are both held to. */
export const holdsToContract = (open: () => Promise<ContractStage>): void => {
  let stage: ContractStage;
  const opened: ContractStage[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  const begin = async (): Promise<void> => {
    stage = await open();
    opened.push(stage);
    await stage.until(async () => (await copiesOnline(eastHost)) === 2);
  };
  /** ROLE tells of a copy only once it is online, a while after it has connected. */
  const copiesOnline = async (host: string): Promise<number> => {
    const role = await call(host, 'ROLE');
    return Array.isArray(role) && Array.isArray(role[2]) ? role[2].length : 0;
  };

  const call = (host: string, command: string, ...args: (string | number)[]): Promise<unknown> =>
    using(stage, host, (node) => node.call(command, ...args));
  const fields = async (host: string): Promise<Map<string, string>> => {
    const lines = String(await call(host, 'INFO', 'replication'))
      .trim()
      .split('\r\n')
      .slice(1);
    return new Map(lines.map((line) => [line.split(':', 1)[0] ?? '', line.replace(/^[^:]*:/, '')]));
  };
  const place = async (host: string) => replicationOfInfo(String(await call(host, 'INFO', 'replication')));
  const arrives = (host: string, key: string, value: string | null) =>
    stage.until(async () => (await call(host, 'GET', key)) === value);

  test('every command answers in its shape', async () => {
    await begin();
    const replies = await using(stage, eastHost, async (node) => [
      await node.call('PING'),
      await node.call('SET', 'a', '1', 'PX', 60_000),
      await node.call('SET', 'a', '2', 'NX'),
      await node.call('SET', 'b', 2, 'EX', 60, 'NX'),
      await node.call('GET', 'a'),
      await node.call('GET', 'b'),
      await node.call('GET', 'none'),
      await node.call('DBSIZE'),
      await node.call('PTTL', 'none'),
      await node.call('DEL', 'a', 'a', 'none'),
      await node.call('SET', 'c', 'for ever'),
      await node.call('PTTL', 'c'),
      await node.call('ROLE'),
    ]);
    const copy = [expect.any(String), expect.any(String), expect.stringMatching(/^\d+$/)];
    expect(replies.slice(0, -1)).toEqual(['PONG', 'OK', null, 'OK', '1', '2', null, 2, -2, 1, 'OK', -1]);
    expect(replies.at(-1)).toEqual(['master', expect.any(Number), [copy, copy]]);
    expect(await call(westHost, 'ROLE')).toEqual([
      'slave',
      expect.any(String),
      expect.any(Number),
      'connected',
      expect.any(Number),
    ]);
  });

  test.each<[string, string, readonly (string | number)[], string]>([
    [eastHost, 'GET', [], "ERR wrong number of arguments for 'get' command"],
    [eastHost, 'DEL', [], "ERR wrong number of arguments for 'del' command"],
    [eastHost, 'ROLE', ['x'], "ERR wrong number of arguments for 'role' command"],
    [eastHost, 'FOO', ['bar'], "ERR unknown command 'FOO', with args beginning with: 'bar' "],
    [eastHost, 'SET', ['a', 'b', 'PX', 0], "ERR invalid expire time in 'set' command"],
    [eastHost, 'SET', ['a', 'b', 'PX', 'soon'], 'ERR value is not an integer or out of range'],
    [eastHost, 'SET', ['a', 'b', 'EX', 1, 'PX', 1], 'ERR syntax error'],
    [eastHost, 'SET', ['a', 'b', 'NX', 'XX'], 'ERR syntax error'],
    [eastHost, 'CLUSTER', ['SLOTS'], 'ERR This instance has cluster support disabled'],
    [eastHost, 'CLUSTER', ['FOO'], "ERR unknown subcommand 'FOO'. Try CLUSTER HELP."],
    [
      eastHost,
      'AUTH',
      ['x'],
      'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
    ],
    [westHost, 'SET', ['a', 'b'], "READONLY You can't write against a read only replica."],
    [westHost, 'DEL', ['a'], "READONLY You can't write against a read only replica."],
    [eastReader, 'SET', ['a', 'b'], "READONLY You can't write against a read only replica."],
  ])('at %s, %s %j is refused with %j', async (host, command, args, message) => {
    await begin();
    expect(await outcomeOf(call(host, command, ...args))).toBe(`ReplyError: ${message}`);
  });

  test('INFO replication has these fields, in this order', async () => {
    await begin();
    const common = [
      ...['master_failover_state', 'master_replid', 'master_replid2', 'master_repl_offset', 'second_repl_offset'],
      ...['repl_backlog_active', 'repl_backlog_size', 'repl_backlog_first_byte_offset', 'repl_backlog_histlen'],
    ];
    const ofCopy = [
      ...['master_host', 'master_port', 'master_link_status', 'master_last_io_seconds_ago', 'master_sync_in_progress'],
      ...['slave_read_repl_offset', 'slave_repl_offset', 'slave_priority', 'slave_read_only', 'replica_announced'],
    ];
    expect([...(await fields(eastHost)).keys()]).toEqual(['role', 'connected_slaves', 'slave0', 'slave1', ...common]);
    expect([...(await fields(westHost)).keys()]).toEqual(['role', ...ofCopy, 'connected_slaves', 'slave0', ...common]);
    expect((await fields(eastHost)).get('slave0')).toMatch(
      /^ip=\S*,port=\d+,state=(online|wait_bgsave|send_bulk),offset=\d+,lag=\d+$/,
    );
  });

  test('a write arrives in the other Region, in the same stream, and moves the offset by its length', async () => {
    await begin();
    const before = await place(eastHost);
    await call(eastHost, 'SET', 'a', '1');
    const after = await place(eastHost);
    // *3 $3 SET $1 a $1 1, each with \r\n; a ping of 14 bytes may have come between, and SELECT of 23 before.
    const moved = Number(after.offset?.position) - Number(before.offset?.position);
    expect([27, 27 + 14, 27 + 23, 27 + 14 + 23]).toContain(moved);

    await arrives(westHost, 'a', '1');
    const arrived = await place(westHost);
    expect(arrived).toMatchObject({ role: 'slave', offset: { stream: after.offset?.stream } });
    expect(arrived.offset?.position).toBeGreaterThanOrEqual(Number(after.offset?.position));
  });

  test('the offset moves at the copy even if nobody writes', async () => {
    await begin();
    const before = Number((await place(westHost)).offset?.position);
    await stage.until(async () => Number((await place(westHost)).offset?.position) > before);
  });

  test('an expired key is gone for readers everywhere', async () => {
    await begin();
    await call(eastHost, 'SET', 'a', '1', 'PX', 300);
    await arrives(westHost, 'a', '1');
    await stage.done(stage.sleep(320));
    expect(await call(westHost, 'GET', 'a')).toBeNull();
    expect(await call(eastHost, 'GET', 'a')).toBeNull();
    await stage.until(async () => (await call(westHost, 'DBSIZE')) === 0);
  });

  test('a promoted cluster takes writes in a stream of its own that remembers the old one', async () => {
    await begin();
    await call(eastHost, 'SET', 'a', '1');
    await arrives(westHost, 'a', '1');
    const before = await fields(westHost);
    await stage.done(stage.promote(west));

    const after = await fields(westHost);
    expect(after.get('role')).toBe('master');
    expect(after.get('master_replid2')).toBe(before.get('master_replid'));
    expect(after.get('master_replid')).not.toBe(before.get('master_replid'));
    expect(Number(after.get('second_repl_offset'))).toBeGreaterThan(Number(before.get('master_repl_offset')));
    expect(await call(westHost, 'SET', 'b', '2')).toBe('OK');
    expect(await call(westHost, 'GET', 'a')).toBe('1');
    // The old primary knows nothing of it.
    expect(await call(eastHost, 'SET', 'c', '3')).toBe('OK');
    expect((await place(eastHost)).role).toBe('master');
  });

  test('a demoted primary becomes a copy, and what only it had is dropped', async () => {
    await begin();
    await call(eastHost, 'SET', 'kept', '1');
    await arrives(westHost, 'kept', '1');
    await stage.done(stage.promote(west));
    await call(eastHost, 'SET', 'tail', 'lost');
    await call(westHost, 'SET', 'new', '2');
    await stage.done(stage.demote(east, west));

    await stage.until(async () => (await fields(eastHost)).get('master_link_status') === 'up');
    expect(await outcomeOf(call(eastHost, 'SET', 'late', 'no'))).toContain('READONLY');
    await arrives(eastHost, 'new', '2');
    for (const host of [eastHost, eastReader]) await arrives(host, 'tail', null);
    expect(await call(eastHost, 'GET', 'kept')).toBe('1');
    expect((await place(eastHost)).offset?.stream).toBe((await place(westHost)).offset?.stream);
  });

  test('a cut link is down after its time, serves what it has, and goes on where it stopped', async () => {
    await begin();
    await call(eastHost, 'SET', 'a', '1');
    await arrives(westHost, 'a', '1');
    const stream = (await place(westHost)).offset?.stream;
    stage.cut();
    await call(eastHost, 'SET', 'during', '2');
    expect((await fields(westHost)).get('master_link_status')).toBe('up');
    await stage.until(async () => (await fields(westHost)).get('master_link_status') === 'down');
    const down = await fields(westHost);
    expect(down.get('master_last_io_seconds_ago')).toBe('-1');
    expect(Number(down.get('master_link_down_since_seconds'))).toBeGreaterThanOrEqual(0);
    expect(await call(westHost, 'GET', 'a')).toBe('1');
    expect(await call(westHost, 'GET', 'during')).toBeNull();

    stage.mend();
    await arrives(westHost, 'during', '2');
    expect((await place(westHost)).offset?.stream).toBe(stream);
  });

  test('a frozen node accepts and is silent, and does what arrived once it goes on', async () => {
    await begin();
    const { network, node } = await held(stage);
    stage.freeze('sessions-use1-001');
    const written = outcomeOf(node.call('SET', 'late', 'yes'));
    const [said, reached] = await stage.done(
      Promise.all([
        outcomeOf(network.open(nodeOf(eastHost, stage.port), targetOf(eastHost, stage.port))),
        network.reach(eastHost, stage.port).then(() => 'reached'),
      ]),
    );
    expect(said).toBe('TimeoutError: PING: nothing within 1000 ms');
    expect(reached).toBe('reached');
    expect(await stage.done(written)).toBe('TimeoutError: SET: nothing within 1000 ms');
    node.close();

    stage.thaw('sessions-use1-001');
    await arrives(eastHost, 'late', 'yes');
    await arrives(westHost, 'late', 'yes');
  });

  test('a killed node breaks its connections, takes no others, and comes back empty: so do its copies', async () => {
    await begin();
    await call(eastHost, 'SET', 'a', '1');
    await arrives(westHost, 'a', '1');
    const { network, node } = await held(stage);
    await stage.done(stage.kill('sessions-use1-001'));
    const open = () => network.open(nodeOf(eastHost, stage.port), targetOf(eastHost, stage.port));
    await stage.until(
      async () => cacheFailureOf(await failureOf(stage.done(node.call('PING')))).reach === 'unreachable',
    );
    expect(cacheFailureOf(await failureOf(stage.done(open()))).reach).toBe('unreachable');
    await stage.until(async () => (await fields(westHost)).get('master_link_status') === 'down');
    expect(await call(westHost, 'GET', 'a')).toBe('1');

    await stage.done(stage.restart('sessions-use1-001'));
    expect(await call(eastHost, 'GET', 'a')).toBeNull();
    await arrives(westHost, 'a', null);
    expect(await call(eastHost, 'SET', 'b', '2')).toBe('OK');
    await arrives(westHost, 'b', '2');
  });

  test('a separated cluster takes writes and hears no more of its former primary', async () => {
    await begin();
    await stage.done(stage.separate(west));
    await call(eastHost, 'SET', 'a', 'east');
    await call(westHost, 'SET', 'a', 'west');
    await arrives(eastReader, 'a', 'east');
    expect(await call(westHost, 'GET', 'a')).toBe('west');
  });
};

/** A connection that is there before something happens. */
const held = async (stage: ContractStage) => {
  const network = stage.networkFrom(east.region);
  const node: CacheConnection = await stage.done(
    network.open(nodeOf(eastHost, stage.port), targetOf(eastHost, stage.port)),
  );
  return { network, node };
};

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
