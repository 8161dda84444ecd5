const sorted = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);

/** The middle value; of an even number the mean of the two in the middle. NaN of nothing. */
export const median = (values: readonly number[]): number => {
  const all = sorted(values);
  const upper = all[Math.floor(all.length / 2)] ?? Number.NaN;
  const lower = all[Math.floor((all.length - 1) / 2)] ?? Number.NaN;
  return (upper + lower) / 2;
};

/** NaN of nothing. */
export const largest = (values: readonly number[]): number => sorted(values).at(-1) ?? Number.NaN;
