import type { Ingress } from './ingress.ts';
import { alarmEvents, wrappedAlarmEvents } from './ingresses/alarm-event.ts';
import { alarmsOnTheWire } from './ingresses/alarm-on-the-wire.ts';
import { alarmsReadBack } from './ingresses/alarms-read-back.ts';
import { dnsAnswers, redisReplies } from './ingresses/caches.ts';
import { configurations } from './ingresses/config.ts';
import { dnsPackets } from './ingresses/dns-packets.ts';
import { elasticacheAnswers } from './ingresses/elasticache.ts';
import { functionAnswers } from './ingresses/functions.ts';
import { journalItems, ownerStates } from './ingresses/journal.ts';
import { publishedValues, switchValues } from './ingresses/parameters.ts';
import { approvalAnswers, executionInputs } from './ingresses/people.ts';
import { respAnswers } from './ingresses/resp.ts';
import { workflowStates } from './ingresses/states.ts';

/** Every way in that somebody else's bytes may take. */
export const ingresses: readonly Ingress[] = [
  alarmEvents,
  wrappedAlarmEvents,
  alarmsOnTheWire,
  executionInputs,
  workflowStates,
  approvalAnswers,
  configurations,
  switchValues,
  publishedValues,
  dnsAnswers,
  dnsPackets,
  redisReplies,
  respAnswers,
  functionAnswers,
  elasticacheAnswers,
  journalItems,
  ownerStates,
  alarmsReadBack,
];
