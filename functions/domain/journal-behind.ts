import type { Epoch } from '../contract/epoch.ts';
import type { Region } from '../contract/region.ts';
import { compareEpochs, formatEpoch, highestEpoch } from './epoch.ts';
import { answered, type Readings } from './readings.ts';

/** Every epoch that others published, or that stands beside the DNS record, as far as it could be read. */
export const publishedEpochs = ({
  published,
  recordEpoch,
}: Pick<Readings, 'published' | 'recordEpoch'>): (Epoch | undefined)[] => [
  answered(recordEpoch),
  ...[...published.values()].map((look) => answered(look)?.epoch),
];

/**
 * The highest epoch of this Region that can be read and that its journal never accepted. An epoch is accepted in the
 * journal before it is published anywhere, and none is ever taken back: such a journal was lost, or restored from a
 * backup, and says nothing about what this Region began since. Other Regions' epochs prove nothing: a Region that
 * joins, or did not copy yet, knows none of them. Nor does what a person published by hand, here or beside the record.
 *
 * Holds only if the journal was read after what is published.
 */
export const unjournaledEpoch = (
  readings: Pick<Readings, 'here' | 'incident' | 'published' | 'recordEpoch'>,
): Epoch | undefined => {
  const { here, incident } = readings;
  const byHand = [...readings.published.values()].flatMap((look) => {
    const record = answered(look);
    return record?.byHand ? [formatEpoch(record.epoch)] : [];
  });
  const own = highestEpoch(
    publishedEpochs(readings).filter((epoch) => epoch?.region === here && !byHand.includes(formatEpoch(epoch))),
  );
  const isKnown = own === undefined || (incident.epoch !== undefined && compareEpochs(own, incident.epoch) <= 0);
  return isKnown ? undefined : own;
};

/** What people read of it. */
export const journalBehindBy = (here: Region, unjournaled: Epoch): string =>
  `epoch ${formatEpoch(unjournaled)} was accepted in ${here}, and its journal does not know of it: it was lost or restored`;
