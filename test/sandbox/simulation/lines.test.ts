import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { embeddedMetrics } from '../../../sandbox/aws/services/cloudwatch/embedded-metrics.ts';
import { counterLines, logLines } from '../../../sandbox/simulation/functions/lines.ts';

const clock = { now: () => new Date('2026-11-23T08:00:00Z'), sleep: async () => {} };

test('a line is the one that the deployed functions write', async () => {
  const fields = { datastore: 'sessions', password: 'secret', deep: { list: [1, 2] } };
  const script = `
    import { structuredLog } from './functions/middleware/structured-log.ts';
    structuredLog('Probe').warn('look failed', ${JSON.stringify(fields)});`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  const said: string[] = [];
  logLines('Probe', { clock, say: (line) => said.push(line) }).warn('look failed', fields);

  const deployed: Record<string, unknown> = JSON.parse(stdout || stderr);
  expect(JSON.parse(said[0] ?? '')).toEqual({ ...deployed, timestamp: '2026-11-23T08:00:00.000Z' });
  expect(deployed.password).toBe('[redacted]');
});

test('a count is what CloudWatch reads out of a line', () => {
  const said: string[] = [];
  counterLines({ clock, say: (line) => said.push(line) }).count('AlarmIgnored', {
    Datastore: 'sessions',
    Reason: 'Old',
  });
  const Dimensions = [
    { Name: 'Datastore', Value: 'sessions' },
    { Name: 'Reason', Value: 'Old' },
  ];
  const MetricData = [{ MetricName: 'AlarmIgnored', Dimensions, Value: 1, Timestamp: clock.now() }];
  expect(embeddedMetrics(said[0] ?? '')).toEqual([{ Namespace: 'GlobalDatastoreFailover', MetricData }]);
});
