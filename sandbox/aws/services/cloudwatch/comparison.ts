/** The comparison operators of a static threshold, with the words of a StateReason. */
export const comparisons = {
  GreaterThanThreshold: { words: 'greater than', breaches: (value: number, threshold: number) => value > threshold },
  GreaterThanOrEqualToThreshold: {
    words: 'greater than or equal to',
    breaches: (value: number, threshold: number) => value >= threshold,
  },
  LessThanThreshold: { words: 'less than', breaches: (value: number, threshold: number) => value < threshold },
  LessThanOrEqualToThreshold: {
    words: 'less than or equal to',
    breaches: (value: number, threshold: number) => value <= threshold,
  },
} as const;

export type ComparisonOperator = keyof typeof comparisons;

export const isComparison = (name: string | undefined): name is ComparisonOperator =>
  name !== undefined && Object.hasOwn(comparisons, name);
