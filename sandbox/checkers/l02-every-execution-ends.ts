import { bounds } from './bounds.ts';
import type { Checker, RunRecord } from './checker.ts';
import { datastoresOf } from './reading/datastores.ts';
import { clock, entriesOf, json, object, text } from './reading/entries.ts';
import { type Run, runBehind, runsOf } from './reading/executions.ts';
import { weatherAt } from './reading/faults.ts';
import { isInWords, isOnTheOrchestrator, pagesBetween, rings, wordsOf } from './reading/pages.ts';

/** The longest that a run may wait for people, twice, and for what it called. */
const longest = (record: RunRecord): number => {
  const waits = datastoresOf(record).map(({ datastore: { policy } }) => 2 * (policy.approval + policy.promotion));
  return Math.max(0, ...waits) * 1000 + bounds.runSlack;
};

const unfinished = (record: RunRecord, { started, region }: Run): string | undefined => {
  const { endedAt, settled } = record.truth;
  if (weatherAt(record, endedAt).isDark(region)) return undefined;
  const overdue = endedAt - started.at > longest(record);
  return settled || overdue ? 'never ended' : undefined;
};

/** After a run ended, what it said may still be on its way. */
const LATE_MS = 60_000;

/** A step of the run tried to tell people, and SNS refused to the last. */
const wasRefused = (record: RunRecord, run: Run): boolean => {
  const tried = entriesOf(record, 'call', 'sns:Publish').filter((call) => runBehind(record, call) === run);
  const lastOfEach = new Map(tried.map((call) => [text(call, 'invocation'), text(call, 'outcome')]));
  return [...lastOfEach.values()].some((outcome) => outcome !== 'OK');
};

/** People heard, or were tried to be told; that machines heard is not enough. */
const heardOf = (record: RunRecord, run: Run): boolean => {
  const { started, ended, region } = run;
  const over = ended?.at ?? started.at;
  const window = { from: started.at, to: over + LATE_MS };
  // An alarm says that a run failed, and neither what was done nor what to do: it counts where no function could speak.
  const mute = ended?.name === 'TIMED_OUT' || (ended !== undefined && text(ended, 'error') === 'HelpFailed');
  const rung = () =>
    record.truth.alarmsAsked ||
    rings(record, { region, at: over }) ||
    pagesBetween(record, { from: started.at, to: over + bounds.alarm, region }).some(isOnTheOrchestrator);
  return wasRefused(record, run) || pagesBetween(record, { ...window, region }).some(isInWords) || (mute && rung());
};

/** A second trigger of ours for what another run works on: that run tells people. */
const isTurnedAway = (reason: unknown, { trigger }: Run): boolean =>
  trigger === 'automatic' && /^another run holds the datastore/.test(String(reason));

/** Whoever typed nonsense reads the refusal where it was typed; whoever stopped a run knows. */
const needsNoPage = ({ ended }: Run): boolean =>
  ended?.name === 'ABORTED' || /^(InvalidRequest|UnknownDatastore)$/.test(ended ? text(ended, 'error') : '');

const silent = (record: RunRecord, run: Run): string | undefined => {
  const { ended, started, region } = run;
  if (!ended || needsNoPage(run)) return undefined;
  if (ended.name !== 'SUCCEEDED')
    return heardOf(record, run) ? undefined : `ended as ${ended.name} (${text(ended, 'error')}), and nobody was told`;
  const output = object(json(text(ended, 'output')));
  if (output.outcome !== 'held') return undefined;
  if (isTurnedAway(output.reason, run)) return undefined;
  if (!heardOf(record, run)) return 'was held, and nobody was told';
  const pages = pagesBetween(record, { from: started.at, to: ended.at + LATE_MS, region }).filter(isInWords);
  const offers = object(output.overrideWith).override !== undefined;
  const shown = wasRefused(record, run) || pages.some((page) => wordsOf(page).includes('"override"'));
  return offers && !shown ? 'was held, and no page has the JSON that would override it' : undefined;
};

export const l02: Checker = {
  id: 'L2',
  promise:
    'Every execution ends; every failure reaches people with what was done, what was not, and what to do. A hold is reported with the JSON that would override it. No silence.',
  shownBy: ['test/handlers/ask-for-help.test.ts', 'test/domain/messages.test.ts'],
  check: (record) =>
    runsOf(record).flatMap((run) => {
      const wrong = run.ended ? silent(record, run) : unfinished(record, run);
      const at = run.ended?.at ?? record.truth.endedAt;
      const what = `the run ${run.name} in ${run.region}, started at ${clock(record, run.started.at)}, ${wrong}`;
      return wrong === undefined ? [] : [{ id: 'L2', at, what, entries: [run.ended ?? run.started] }];
    }),
};
