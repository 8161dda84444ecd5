import { expect, test } from '@jest/globals';
import { differenceMessage } from '../../functions/domain/messages/difference-message.ts';

const body = (reason: string) =>
  differenceMessage({ datastore: 'sessions', region: 'us-west-2', reason, detail: 'why' }).body;

test.each([
  'RunAtWork',
  'RolesUnclear',
  'PrimaryUnpublished',
  'Unconfirmed',
  'TakesNoWrites',
  'Unreadable',
  'NotAMember',
])('a hold changed nothing, and says so: %s', (reason) => {
  expect(body(reason)).toContain('Nothing was changed.');
  expect(body(reason)).toContain('{"datastore": "sessions"}');
});

test.each(['RecordNotChanged', 'PublicationFailed', 'Superseded', 'TimeoutError'])(
  'a step that failed half-way never claims that nothing was changed: %s',
  (reason) => {
    expect(body(reason)).not.toContain('Nothing was changed');
    expect(body(reason)).toContain('us-west-2');
  },
);

test('about a record it advises no other run', () => {
  expect(body('RecordNotChanged')).toContain('The endpoint was published');
  for (const reason of ['RecordNotChanged', 'RecordConflict']) expect(body(reason)).not.toContain('{"datastore"');
});
