import { expect, test } from '@jest/globals';
import { deployed } from '../../../functions/middleware/deployed.ts';
import { readSettings } from '../../../functions/middleware/settings.ts';
import { config } from '../a-world.ts';

test('reads what is set, and leaves out what is not', () => {
  expect(readSettings({ AWS_REGION: 'us-west-2', TOPIC_ARN: 'arn:x' }, config)).toEqual({
    region: 'us-west-2',
    config,
    topicArn: 'arn:x',
  });
});

test('names every variable that is wrong, in one line', () => {
  expect(() => readSettings({ JOURNAL_TABLE: '' }, config)).toThrow(
    expect.objectContaining({
      name: 'SettingMissing',
      message: expect.stringMatching(/^AWS_REGION: [^\n]*; JOURNAL_TABLE: [^\n]*$/),
    }),
  );
});

test('a function without its configuration fails its invocation by name, not its import', async () => {
  const handler = deployed({ inWorld: () => async () => 'never' });

  await expect(handler({}, { awsRequestId: 'r' })).rejects.toMatchObject({
    name: 'SettingMissing',
    message: expect.stringContaining('FAILOVER_CONFIG'),
  });
});
