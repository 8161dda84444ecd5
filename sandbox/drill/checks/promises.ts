import { checkers, describeViolation } from '../../checkers.ts';
import type { Check } from './check.ts';

export const noPromiseBroken: Check = {
  name: 'no-promise-broken',
  title: () => `no rule of docs/safety.md was broken, by ${checkers.length} checkers`,
  violations: ({ broken }) => broken.map(describeViolation),
};
