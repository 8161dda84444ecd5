import { Automation } from '../contract/policy.ts';
import type { Look, Parameter } from '../ports.ts';

/** From the most careful to the most permissive. */
const order: readonly Automation[] = ['off', 'observe', 'approve', 'auto'];

/**
 * What automation is in force: the switch in Parameter Store may only be more careful than the configuration, whose
 * `auto` was checked to be possible. Absent is as configured; unreadable, or a word that is none, is `unreadable`.
 */
export const automationInForce = (
  configured: Automation,
  read: Look<Parameter | undefined>,
): Automation | 'unreadable' => {
  if (read.outcome !== 'answered') return 'unreadable';
  if (read.value === undefined) return configured;
  const word = Automation.safeParse(read.value.value.trim());
  if (!word.success) return 'unreadable';
  return order.indexOf(word.data) < order.indexOf(configured) ? word.data : configured;
};

/** Whether an automatic run may change anything. */
export const mayAct = (automation: Automation | 'unreadable'): boolean =>
  automation === 'auto' || automation === 'approve';
