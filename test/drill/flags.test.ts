import { expect, test } from '@jest/globals';
import { UsageError } from '../../sandbox/commands/command-line.ts';
import { readFlags } from '../../sandbox/drill/flags.ts';

test('without flags: seed 1, three minutes, any ports', () => {
  expect(readFlags([])).toEqual({ help: false, json: false, keep: false, seed: 1, timeoutMs: 180_000, ports: {} });
});

test('every flag is read', () => {
  const args = [
    '--seed',
    '0',
    '--timeout',
    '60',
    '--json',
    '--keep',
    '--port',
    '1',
    '--redis-port',
    '2',
    '--dns-port',
    '3',
  ];
  expect(readFlags(args)).toEqual({
    help: false,
    json: true,
    keep: true,
    seed: 0,
    timeoutMs: 60_000,
    ports: { port: 1, redisPort: 2, dnsPort: 3 },
  });
});

test.each([
  [['--wat'], /^Unknown option '--wat': see script\/drill --help$/],
  [['here'], /^Unexpected argument 'here'.*: see script\/drill --help$/],
  [['--seed'], /--seed.*: see script\/drill --help$/],
  [['--seed', 'x'], /^--seed takes a whole number from 0 to 4294967295, not 'x'$/],
  [['--timeout', '3'], /^--timeout takes a whole number from 30 to 3600, not '3'$/],
  [['--port', '70000'], /^--port takes a whole number from 1 to 65535, not '70000'$/],
])('%j is refused in one line', (args, says) => {
  const read = () => readFlags(args);
  expect(read).toThrow(UsageError);
  expect(read).toThrow(says);
});
