import { expect, test } from '@jest/globals';
import { replicationOfInfo, replicationOfRole } from '../../../functions/domain/replication.ts';

const replid = 'a'.repeat(40);

test('a primary tells the stream it writes, a replica how far it applied it', () => {
  const common = `# Replication\r\nmaster_replid:${replid}\r\nmaster_repl_offset:100\r\n`;
  expect(replicationOfInfo(`${common}role:master\r\n`)).toEqual({
    role: 'master',
    offset: { stream: replid, position: 100 },
  });
  expect(replicationOfInfo(`${common}role:slave\r\nmaster_host:10.0.0.1\r\nslave_repl_offset:90\r\n`)).toEqual({
    role: 'slave',
    offset: { stream: replid, position: 90 },
  });
});

test('what is missing or odd stays out', () => {
  expect(replicationOfInfo(`role:slave\nmaster_replid:${replid}\nmaster_repl_offset:100`)).toEqual({ role: 'slave' });
  expect(replicationOfInfo('role:master\nmaster_repl_offset:100')).toEqual({ role: 'master' });
  expect(replicationOfInfo('')).toEqual({ role: 'unknown' });
});

test('ROLE tells the role only', () => {
  expect(replicationOfRole(['slave', 'host', 6379, 'connected', 5])).toEqual({ role: 'slave' });
  expect(replicationOfRole('x')).toEqual({ role: 'unknown' });
  expect(replicationOfRole(undefined)).toEqual({ role: 'unknown' });
});

test.each(['', '1e308', '0x10', '-1', '9'.repeat(16), ' 1'])('an offset of %j is none', (offset) => {
  const text = `role:master\r\nmaster_replid:${replid}\r\nmaster_repl_offset:${offset}\r\n`;
  expect(replicationOfInfo(text)).toEqual({ role: 'master' });
});

test('a stream of any length and form is not remembered', () => {
  const text = (stream: string) => `role:master\r\nmaster_replid:${stream}\r\nmaster_repl_offset:1\r\n`;
  expect(replicationOfInfo(text('x'.repeat(65)))).toEqual({ role: 'master' });
  expect(replicationOfInfo(text('\u001b[31m'))).toEqual({ role: 'master' });
});
