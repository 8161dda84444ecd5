import { refusals } from './refusals.ts';

interface Asked {
  readonly MaxRecords?: number | undefined;
  readonly Marker?: string | undefined;
}

/** One page of `items` and the marker of the next. MaxRecords is 20 to 100, 100 unless asked (service model). */
export const page = <T>(items: readonly T[], { MaxRecords = 100, Marker }: Asked): { items: T[]; Marker?: string } => {
  if (!Number.isInteger(MaxRecords) || MaxRecords < 20 || MaxRecords > 100)
    throw refusals.value(`Invalid value ${MaxRecords} for MaxRecords. Must be between 20 and 100`);
  const start = Marker === undefined || Marker === '' ? 0 : offsetOf(Marker);
  const end = start + MaxRecords;
  return { items: items.slice(start, end), ...(end < items.length && { Marker: markerOf(end) }) };
};

const markerOf = (offset: number): string => Buffer.from(`offset:${offset}`).toString('base64url');

const offsetOf = (marker: string): number => {
  const text = Buffer.from(marker, 'base64url').toString();
  if (!/^offset:\d+$/.test(text)) throw refusals.value(`Invalid marker ${marker}`);
  return Number(text.slice('offset:'.length));
};
