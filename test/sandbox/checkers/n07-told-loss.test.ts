import { expect, test } from '@jest/globals';
import { n07 } from '../../../sandbox/checkers/n07-target-is-fit.ts';
import type { AcknowledgedWrite } from '../../../sandbox/checkers/run-record.ts';
import type { Entry } from '../../../sandbox/history.ts';
import {
  at,
  decided,
  east,
  ended,
  entryAt,
  failover,
  fault,
  found,
  instant,
  page,
  run,
  started,
  west,
} from './a-run.ts';

const wrote = (seconds: number, kept = true): AcknowledgedWrite => ({
  datastore: 'sessions',
  ...{ at: at(seconds), from: east, takenBy: east, kept },
});
/** Nothing arrived from the tenth second on, and clients of the old primary were served until the 300th. */
const writes = [wrote(10, false), wrote(300)];

type Word = 'down' | 'up' | 'unknown';
const answers = (lossBoundMs: number | 'unknown', action = 'promote'): string =>
  JSON.stringify({ approvedBy: 'YOUR NAME', action, datastore: 'sessions', lossBoundMs });
const asks = (answer: string, { asker = run(), seconds = 364.5, point = instant(9) } = {}): Entry =>
  page(seconds, west, {
    subject: 'APPROVE? sessions: make us-west-2 the primary',
    message: [
      `Loss to expect: some; what the primary held at ${point}, by its Region's clock, is here`,
      `aws stepfunctions send-task-success --region us-west-2 --task-token 'AQ+/=' --task-output '${answer}'`,
      `Execution: ${asker}`,
    ].join('\n'),
  });

/** A promotion that people decided, at 365 s, of a Region that was lost at 320 s. */
const byPeople = ({ by = 'ada', word = 'down' as Word, output = {} as object, told = [] as Entry[] } = {}): Entry[] => [
  ...failover()
    .filter(({ kind }) => kind !== 'execution')
    .map((entry) => (entry.at < at(20) ? entry : { ...entry, at: entry.at + 300_000 })),
  started(361.1, { input: { requestedBy: by } }),
  decided(364, { confirmations: [{ by: 'clientView', verdict: word, outside: true, detail: 'as the test says' }] }),
  ...told,
  ended(370, 'SUCCEEDED', { output: { outcome: 'lossy', ...output } }),
];
const judged = (...given: Parameters<typeof byPeople>): string[] => found(n07, byPeople(...given), { writes });

test('people who were asked are told of all that is gone, and of the room that their yes leaves', () => {
  const since = 'and those since 10.0 s are gone, though clients were seen to be served until 300.0 s';
  expect(judged({ told: [asks(answers(199_000))] })).toEqual([
    `people were told when they were asked that the promotion of sessions in us-west-2 loses at most 199.0 s of writes, ${since}`,
  ]);
  expect(judged({ told: [asks(answers(200_000))] })).toEqual([]);
  expect(judged({ told: [asks(answers('unknown'))] })).toEqual([]);
});

test('and so are they in the end', () => {
  expect(judged({ output: { rpoBoundMs: 169_000 } })).toEqual([expect.stringMatching(/^people were told in the end/)]);
  expect(judged({ output: { rpoBoundMs: 170_000 } })).toEqual([]);
  expect(judged({ output: { outcome: 'adopted', rpoBoundMs: 1 } })).toEqual([]);
});

test('a run of ours that people said yes to is theirs', () => {
  const yes = entryAt(364.8, {
    kind: 'state',
    region: west,
    name: 'RequestApproval',
    detail: { at: 'exited', execution: 'sessions-1' },
  });
  expect(judged({ by: 'alarm', told: [asks(answers(100_000)), yes] })).toHaveLength(1);
});

test("only what that run's people were asked counts, before the call, and the last of it", () => {
  const little = answers(31_000);
  expect(judged({ told: [asks(little, { asker: run('sessions-0') })] })).toEqual([]);
  expect(judged({ told: [asks(little, { seconds: 365.5 })] })).toEqual([]);
  expect(judged({ told: [asks(answers(31_000, 'separate'))] })).toEqual([]);
  expect(judged({ told: [asks(little, { seconds: 364.2 }), asks(answers('unknown'))] })).toEqual([]);
});

test('whom no alarm shows, nobody can count; an alarm that has not moved may be late', () => {
  const told = [asks(answers(31_000))];
  expect(judged({ word: 'unknown', told })).toEqual([]);
  expect(judged({ word: 'up', told })).toEqual([]);
  expect(found(n07, [...byPeople({ told }), fault(5, 'clients:failing')], { writes })).toEqual([]);
});

test('what is lost between the question and the call counts too', () => {
  const early = [decided(30, { confirmations: [{ by: 'clientView', verdict: 'down', outside: true, detail: '' }] })];
  const told = [asks(answers(31_000), { seconds: 31 }), ...early];
  const since = (seconds: number) =>
    found(n07, withoutLater(byPeople({ told })), { writes: [wrote(seconds, false), wrote(312)] });
  expect(since(10)).toHaveLength(1);
  expect(since(20)).toEqual([]);
});

/** Without the look right before the call: the first one is all that people were told by. */
const withoutLater = (entries: readonly Entry[]): Entry[] =>
  entries.filter(({ kind, at: when }) => kind !== 'decision' || when < at(100));

test('the instant in the question is held to as the one in the end is', () => {
  const told = [asks(answers('unknown'), { point: instant(11) })];
  expect(judged({ told })).toEqual([
    'sessions: what us-east-1 held at 11.0 s was told when they were asked to be there, and a write of 10.0 s is not',
  ]);
});
