import { Switch } from '../contract/by-people.ts';
import { Automation } from '../contract/policy.ts';
import type { Look, Parameter } from '../ports.ts';
import type { Readings } from './readings.ts';

/** From the most careful to the most permissive. */
const order: readonly Automation[] = ['off', 'observe', 'approve', 'auto'];

/** A switch that would stand for longer is taken for a mistake. */
export const longestSwitchDays = 30;

/** What automation is in force, and what people are told about the switch that made it so. */
export interface InForce {
  readonly automation: Automation | 'unreadable';
  /** Who turned it, why and until when; or why it is unreadable; or that it is over. Absent where there is nothing to tell. */
  readonly note?: string;
}

/**
 * What automation is in force: the switch in Parameter Store may only be more careful than the configuration, whose
 * `auto` was checked to be possible. Absent, or past its `until`, is as configured; what cannot be read, or says
 * nothing that is known, is `unreadable`, which may not act.
 */
export const automationInForce = (
  configured: Automation,
  { read, now }: { read: Look<Parameter | undefined>; now: Date },
): InForce => {
  if (read.outcome !== 'answered') return { automation: 'unreadable', note: `${read.outcome}: ${read.detail}` };
  if (read.value === undefined) return { automation: configured };
  const asked = switchOf(read.value.value.trim());
  if (typeof asked === 'string') return { automation: 'unreadable', note: asked };

  const left = asked.until === undefined ? undefined : Date.parse(asked.until) - now.getTime();
  if (left !== undefined && left > longestSwitchDays * 86_400_000)
    return { automation: 'unreadable', note: `until: ${asked.until} is more than ${longestSwitchDays} days away` };
  const note = noteOf(asked);
  if (left !== undefined && left <= 0)
    return { automation: configured, note: `the switch to ${asked.automation}${note} is over: as configured` };
  const careful = order.indexOf(asked.automation) < order.indexOf(configured) ? asked.automation : configured;
  return { automation: careful, ...(note && { note: note.slice(2) }) };
};

/** The switch as it is written, or in what it is none. */
const switchOf = (text: string): Switch | string => {
  const word = Automation.safeParse(text);
  if (word.success) return { automation: word.data };
  if (!text.startsWith('{')) return `"${text.slice(0, 40)}" is none of ${order.join(', ')}`;
  try {
    const parsed = Switch.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the value'}: ${message}`).join('; ');
  } catch {
    return 'the value: it begins like JSON and is none';
  }
};

const noteOf = ({ reason, by, until }: Switch): string =>
  [by && `by ${by}`, until && `until ${until}`, reason].flatMap((part) => (part ? `, ${part}` : [])).join('');

/** How people read what is in force, for example `off (by ada, until 2026-11-24T10:00:00Z, maintenance)`. */
export const describeSwitch = ({ automation, note }: InForce): string => {
  const told = note === undefined ? '' : ` (${note})`;
  return automation === 'unreadable' ? `unreadable${told}, which counts as off` : `${automation}${told}`;
};

/** The same as readings carry it. */
export const inForceOf = ({ automation, switchNote }: Pick<Readings, 'automation' | 'switchNote'>): InForce => ({
  automation,
  ...(switchNote !== undefined && { note: switchNote }),
});

/** Whether an automatic run may change anything. */
export const mayAct = (automation: Automation | 'unreadable'): boolean =>
  automation === 'auto' || automation === 'approve';
