import { afterEach, expect, test } from '@jest/globals';
import type { TouchRequest } from '../../../../functions/contract/touch.ts';
import { TouchAnswer } from '../../../../functions/contract/touch.ts';
import { touchCacheStep } from '../../../../functions/handlers/touch-cache.ts';
import { aWorld } from '../../../functions/a-world.ts';
import { type ContractStage, east, eastHost, targetOf, using, west, westHost } from './contract-stage.ts';

/** What `TouchCache` itself sees of the model and of real servers, from each Region. */
export const touchCacheSees = (open: () => Promise<ContractStage>): void => {
  let stage: ContractStage;
  const opened: ContractStage[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  const begin = async (): Promise<void> => {
    stage = await open();
    opened.push(stage);
  };

  const touch = async (region: string, request: Omit<TouchRequest, 'datastore'>): Promise<TouchAnswer> => {
    const { world } = aWorld({ network: stage.networkFrom(region) });
    const handler = touchCacheStep.inWorld({
      ...world,
      settings: { ...world.settings, region },
      clock: { now: () => new Date(stage.now()), sleep: stage.sleep },
    });
    const answer = handler({ datastore: 'sessions', ...request }, { awsRequestId: 'request-1' });
    return TouchAnswer.parse(await stage.done(answer));
  };
  const target = (host: string) => targetOf(host, stage.port);
  const fromEast = () => touch(east.region, { local: { target: target(eastHost), beat: true, canary: true } });
  const fromWest = () =>
    touch(west.region, {
      local: { target: target(westHost), beat: false, canary: true },
      remote: { target: target(eastHost) },
      control: { host: eastHost, port: stage.port },
    });
  /** A user's key and the first heartbeat, arrived in the west. */
  const settled = async (): Promise<void> => {
    await begin();
    await using(stage, eastHost, (node) => node.call('SET', 'session:ada', 'signed in'));
    await fromEast();
    await stage.until(async () => {
      const { local } = await touch(west.region, { local: { target: target(westHost), beat: false, canary: false } });
      return local?.shards[0]?.heartbeat?.count === 1 && local.shards[0].keys === 2;
    });
  };
  const offset = { stream: expect.stringMatching(/^[0-9a-f]{40}$/), position: expect.any(Number) };
  const heartbeat = { writtenAt: expect.any(Number), count: 1 };

  test('a healthy world', async () => {
    await settled();
    expect(await fromEast()).toEqual({
      seenAt: expect.any(Number),
      local: {
        reach: 'alive',
        shards: [{ shard: '0', role: 'master', offset, heartbeat, keys: 2, wrote: true, beat: true }],
      },
    });
    expect(await fromWest()).toEqual({
      seenAt: expect.any(Number),
      local: {
        reach: 'alive',
        shards: [
          {
            shard: '0',
            role: 'slave',
            offset,
            heartbeat: { writtenAt: expect.any(Number), count: expect.any(Number) },
            keys: expect.any(Number),
            wrote: false,
            refusal: 'READONLY',
          },
        ],
      },
      remote: { reach: 'alive', wrote: true },
      control: { reach: 'alive' },
    });
  });

  test('a primary that froze', async () => {
    await settled();
    stage.freeze('sessions-use1-001');
    expect(await fromWest()).toMatchObject({
      local: { reach: 'alive', shards: [{ role: 'slave', heartbeat }] },
      remote: { reach: 'unreachable', wrote: false, detail: 'shard 0: TimeoutError: PING: nothing within 1000 ms' },
      control: { reach: 'alive' },
    });
  });

  test('a primary that was killed', async () => {
    await settled();
    await stage.done(stage.kill('sessions-use1-001'));
    expect(await fromWest()).toMatchObject({
      local: { reach: 'alive', shards: [{ role: 'slave', heartbeat, keys: 2 }] },
      remote: { reach: 'unreachable', wrote: false },
    });
    expect(await fromEast()).toMatchObject({
      local: { reach: 'unreachable', shards: [{ shard: '0', role: 'unknown' }] },
    });
  });

  test('a cut between the Regions', async () => {
    await settled();
    stage.cut();
    const answer = await fromWest();
    expect(answer).toMatchObject({
      local: { reach: 'alive', shards: [{ role: 'slave', heartbeat, keys: 2 }] },
      remote: { reach: 'unreachable', wrote: false, detail: expect.stringContaining('nothing within 1000 ms') },
    });
    expect(answer.remote).not.toHaveProperty('refusal');
    expect(await fromEast()).toMatchObject({ local: { reach: 'alive', shards: [{ role: 'master', wrote: true }] } });
  });

  test('a promoted west, and a published primary that is none any more', async () => {
    await settled();
    await stage.done(stage.promote(west));
    expect(await fromWest()).toMatchObject({
      local: { reach: 'alive', shards: [{ role: 'master', wrote: true, keys: 2 }] },
      remote: { reach: 'alive', wrote: true },
    });
    await stage.done(stage.demote(east, west));
    await stage.until(async () => (await fromEast()).local?.shards[0]?.role === 'slave');
    const answer = await fromWest();
    expect(answer.remote).toEqual({
      reach: 'alive',
      wrote: false,
      refusal: 'READONLY',
      detail: "shard 0: ReplyError: READONLY You can't write against a read only replica.",
    });
    expect((await fromEast()).local?.shards[0]).toMatchObject({ wrote: false, beat: false, refusal: 'READONLY' });
  });
};
