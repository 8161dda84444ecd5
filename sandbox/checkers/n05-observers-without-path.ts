import type { Checker, RunRecord } from './checker.ts';
import { clockAhead, clockBehind } from './reading/clocks.ts';
import { automaticDecisions, type Decided } from './reading/decisions.ts';
import { clock } from './reading/entries.ts';
import { weatherDuring } from './reading/faults.ts';

/** Observers whose word was counted as "down", and who could not have had one. */
const blind = (record: RunRecord, { evidence, region }: Decided): readonly string[] => {
  // It tells its times by its own Region's clock.
  const from = evidence.readFrom - clockAhead(record, region);
  const weather = weatherDuring(record, { from, to: evidence.readAt + clockBehind(record, region) });
  const { witness, datastores } = record.config;
  const names = Object.keys(datastores).filter((name) => datastores[name]?.replicationGroups[region] !== undefined);
  return evidence.confirmations.flatMap(({ by, verdict, outside }) => {
    if (verdict !== 'down') return [];
    const heard = witness !== undefined && weather.some(({ hears }) => hears(region, witness, 'api'));
    if (by === 'primaryApi' && outside && !heard) return [`the witness in ${witness}, whom ${region} could not hear`];
    const tested = weather.some(({ serves }) => names.some((name) => serves(region, name)));
    if (by === 'ownReach' && !tested) return [`the network of ${region}, whose own cache did not answer either`];
    return [];
  });
};

export const n05: Checker = {
  id: 'N5',
  promise: 'An observer whose self-test fails, or who never had a path, has no opinion.',
  shownBy: ['test/domain/weigh-confirmations.test.ts', 'test/handlers/witness.test.ts'],
  check: (record) =>
    automaticDecisions(record).flatMap((decided) => {
      const { at, region, entry } = decided;
      const counted = blind(record, decided);
      const what = `an automatic run in ${region} decided to promote at ${clock(record, at)} by the word of ${counted.join(' and of ')}`;
      return counted.length > 0 ? [{ id: 'N5', at, what, entries: [entry] }] : [];
    }),
};
