import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import { pageOf } from '../docs/markdown.ts';

/** A person's tools: what the page's commands call. */
const missing = ['aws', 'redis-cli'].filter((command) => spawnSync(command, ['--version']).status !== 0);

/** A test that pastes the page's commands; where one of a person's tools is missing it is skipped, and its name says which. */
export const withTools = (name: string, play: () => Promise<void>): void =>
  missing.length === 0
    ? test(name, play, 60_000)
    : test.skip(`${name} (skipped: no ${missing.join(', no ')} here)`, play);

/** The commands of the page's section, block by block: of a step, by its number, or of what stands under a heading. */
export const blocksOf = (part: number | string): readonly string[] => {
  const { text } = pageOf('docs/runbook.md');
  const [, section = ''] = /^## Break glass$(.*?)^## /ms.exec(text) ?? [];
  const found = section.split(/^(?:\*\*(?=\d)|### )/m).find((each) => each.startsWith(headOf(part)));
  const blocks = [...(found ?? '').matchAll(/(?:^ {4,}.*\n)+/gm)].map(([block]) => block);
  if (blocks.length === 0) throw new Error(`the page has no commands of ${part}`);
  return blocks;
};

const headOf = (part: number | string): string => (typeof part === 'number' ? `${part}. ` : `${part}\n`);

/** Where a person pastes the page's commands, with nothing between them and the world but the names of the caches. */
export interface Shell {
  /** Runs these blocks in one shell of their own, up to the first that fails, which it throws. Answers all that they said. */
  readonly paste: (blocks: readonly string[]) => Promise<string>;
  readonly close: () => void;
}

export const shellAt = (world: World): Shell => {
  const tools = mkdtempSync(path.join(tmpdir(), 'break-glass-'));
  putNamesInReach(world, tools);
  return {
    paste: (blocks) => runScript(['set -eo pipefail', ...blocks].join('\n'), environment(world, tools)),
    close: () => rmSync(tools, { recursive: true, force: true }),
  };
};

/** All that stands in for the person's network: redis-cli reaches an endpoint's name at the sandbox's address. */
const putNamesInReach = (world: World, tools: string): void => {
  const command = path.join(tools, 'redis-cli');
  const port = world.redis.get('sessions')?.port;
  const real = spawnSync('which', ['redis-cli']).stdout.toString().trim();
  const address = `case "$2" in *.usw2.*) at=127.0.2.1 ;; *) exit 9 ;; esac`;
  writeFileSync(command, `#!/bin/sh\n${address}\nshift 4\nexec ${real} -h "$at" -p ${port} "$@"\n`);
  chmodSync(command, 0o755);
};

const environment = (world: World, tools: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${tools}:${process.env.PATH}`,
  AWS_ENDPOINT_URL: world.endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  // Route 53's endpoint has no Region; with an endpoint of our own the CLI wants one to sign for.
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PAGER: '',
});

const runScript = async (script: string, env: NodeJS.ProcessEnv): Promise<string> => {
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
