import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freshAssembly, type World } from '../../sandbox/world.ts';
import { pageOf } from '../docs/markdown.ts';
import { east, look, published, reconcile, settledWorld, stop, watch, west } from '../support/world.ts';

/** The AWS CLI and redis-cli are a person's tools: where one is missing, these tests are skipped by name. */
const isHere = (command: string): boolean => spawnSync(command, ['--version']).status === 0;
const withTools = isHere('aws') && isHere('redis-cli') ? test : test.skip;

let world: World;
let tools: string;
beforeAll(async () => {
  const { directory: assembly } = await freshAssembly();
  world = await settledWorld({ assembly });
  tools = mkdtempSync(path.join(tmpdir(), 'break-glass-'));
  putNamesInReach();
}, 120_000);
afterAll(async () => {
  rmSync(tools, { recursive: true, force: true });
  await stop(world);
}, 20_000);

/** All that stands in for the person's network: redis-cli reaches an endpoint's name at the sandbox's address. */
const putNamesInReach = (): void => {
  const command = path.join(tools, 'redis-cli');
  const port = world.redis.get('sessions')?.port;
  const real = spawnSync('which', ['redis-cli']).stdout.toString().trim();
  const address = `case "$2" in *.usw2.*) at=127.0.2.1 ;; *) exit 9 ;; esac`;
  writeFileSync(command, `#!/bin/sh\n${address}\nshift 4\nexec ${real} -h "$at" -p ${port} "$@"\n`);
  chmodSync(command, 0o755);
};

/** The commands of one section of the page, by the number of their step. */
const stepsOf = (section: string): ReadonlyMap<number, string> => {
  const { text } = pageOf('docs/runbook.md');
  const [, body = ''] = new RegExp(`^## ${section}$(.*?)^##`, 'ms').exec(text) ?? [];
  return new Map(
    body
      .split(/^\*\*(?=\d)/m)
      .slice(1)
      .map((step) => [
        Number.parseInt(step, 10),
        [...step.matchAll(/^ {4}(.*)$/gm)].map(([, line]) => line).join('\n'),
      ]),
  );
};

/** Runs the given steps in one shell, as a person who pastes them; the first that fails ends it. */
const paste = async (numbers: readonly number[]): Promise<string> => {
  const steps = stepsOf('Break glass');
  const commands = numbers.map((number) => steps.get(number) ?? `echo no step ${number}; exit 1`);
  const script = ['set -eo pipefail', ...commands].join('\n');
  const env = {
    ...process.env,
    PATH: `${tools}:${process.env.PATH}`,
    AWS_ENDPOINT_URL: world.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    // Route 53's endpoint has no Region; with an endpoint of our own the CLI wants one to sign for.
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
  const child = spawn('bash', ['-c', script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (status !== 0) throw new Error(`the page's commands ended with ${status}:\n${said}`);
  return said;
};

const record = (): unknown => world.dns.resolver.resolve('sessions.example.internal', 'CNAME').answers;

withTools(
  'without us: the commands of the page promote, write, publish and move the record',
  async () => {
    const seen = watch(world);
    await world.orchestrator.remove();
    world.blackout(east);
    world.network.setRoute53('up');
    expect(world.lambda.list(west)).toEqual([]);

    expect(await paste([1, 2, 3, 4, 5, 6])).toMatch(/PRIMARY[\s\S]*OK/);
    expect(seen.promotions()).toEqual([west]);
    expect(published(world, west)).toMatchObject({ epoch: { counter: 2, region: west }, byHand: true });
    expect(record()).toMatchObject([{ data: published(world, west)?.primary }]);
  },
  60_000,
);

withTools(
  'put back: Reconcile takes the result over under an epoch of its own, here and in the Region that returns',
  async () => {
    await world.orchestrator.putBack();
    await paste([7]);
    expect(await reconcile(world, west)).toBe('adopt');
    const ours = published(world, west);
    // The dark Region, whose own parameter cannot be read, may have taken the same counter: ours is above it by name.
    expect(ours).toMatchObject({ epoch: { counter: 3, region: west }, primaryRegion: west });
    expect(ours).not.toHaveProperty('byHand');
    expect(record()).toMatchObject([{ data: ours?.primary }]);

    const seen = watch(world);
    world.heal(east);
    world.advance(60_000);
    for (const region of [east, west, east]) await reconcile(world, region);
    await look(world, [west, east]);
    expect(published(world, east)).toEqual(ours);
    expect([seen.promotions(), seen.started(), await reconcile(world, west)]).toEqual([[], [], 'settled']);
  },
  60_000,
);
