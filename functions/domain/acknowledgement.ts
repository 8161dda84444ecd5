import { Acknowledgement } from '../contract/by-people.ts';
import type { Epoch } from '../contract/epoch.ts';
import type { Evidence } from '../contract/evidence.ts';
import type { Look, Parameter } from '../ports.ts';
import { compareEpochs, formatEpoch } from './epoch.ts';
import { principalOf } from './principal.ts';
import { highestOf } from './published-record.ts';
import { answered, type Readings } from './readings.ts';

interface Known {
  readonly published: Readings['published'];
  /** The highest epoch that can be read anywhere. */
  readonly highest: Epoch | undefined;
  readonly lastPromotedAt: number | undefined;
}

/**
 * What a person's acknowledgement of the last promotion comes to: whose it is, or why it does not count. It counts
 * only for the promotion that is published now, by its epoch and its very time, while no higher epoch is readable.
 */
export const weighAcknowledgement = (
  read: Look<Parameter | undefined> | undefined,
  { published, highest, lastPromotedAt }: Known,
): Evidence['acknowledgement'] => {
  if (read === undefined) return undefined;
  if (read.outcome !== 'answered') return { problem: `cannot be read: ${read.detail}` };
  if (read.value === undefined) return undefined;
  const given = acknowledgementOf(read.value.value);
  if ('problem' in given) return given;

  const epoch = { counter: given.epoch, region: given.region };
  const record = highestOf([...published.values()].map(answered));
  if (highest === undefined || record === undefined || compareEpochs(record.epoch, highest) !== 0)
    return { problem: `names epoch ${formatEpoch(epoch)}, and the newest epoch is not published yet` };
  if (compareEpochs(epoch, record.epoch) !== 0)
    return { problem: `names epoch ${formatEpoch(epoch)}, and ${formatEpoch(record.epoch)} is published` };
  if (given.promotedAt !== record.promotedAt || Date.parse(given.promotedAt) !== lastPromotedAt)
    return {
      problem: `names a promotion at ${given.promotedAt}, and the last was at ${record.promotedAt ?? 'no known time'}`,
    };
  return { by: given.by };
};

const acknowledgementOf = (text: string): Acknowledgement | { readonly problem: string } => {
  try {
    const parsed = Acknowledgement.safeParse(JSON.parse(text));
    if (parsed.success) {
      const person = principalOf(parsed.data.by);
      return 'problem' in person ? { problem: `is none: by: ${person.problem}` } : parsed.data;
    }
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the value'}: ${message}`);
    return { problem: `is none: ${wrong.join('; ')}` };
  } catch {
    return { problem: 'is none: it is no JSON' };
  }
};
