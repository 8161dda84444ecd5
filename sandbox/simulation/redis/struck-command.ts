import type { Clock } from '../../clock.ts';
import type { Fault } from '../../faults.ts';
import type { Errand } from './errand.ts';
import { connectionReset, notRedis, refusals, replyError } from './refusals.ts';

/** What a server said to a command. */
export type Answer = { readonly reply: unknown } | { readonly error: Error };

/** A command that has arrived. */
export interface Arrived {
  readonly errand: Errand;
  /** Does it. */
  readonly run: () => Answer;
  readonly answer: (answer: Answer) => void;
  /** Ends the connection under every command. */
  readonly end: (why: Error) => void;
  /** What it was answered at least `ms` ago. */
  readonly earlier: (ms: number) => Answer | undefined;
  readonly nonsense: () => string;
  readonly clock: Clock;
}

/** Does a command with the fault that is planned for it. What is not answered is left to its caller's deadline. */
export const strike = (arrived: Arrived): void => {
  const { errand, run } = arrived;
  const fault = errand.meet();
  const outcome = before(fault, arrived) ?? after(fault, run(), arrived);
  errand.note(outcome);
};

/** The outcome of a command that was not done. */
const before = (fault: Fault | undefined, { errand, answer, end }: Arrived): string | undefined => {
  switch (fault?.kind) {
    case 'err':
    case 'loading':
    case 'busy':
    case 'noauth':
    case 'oom':
    case 'readonly':
    case 'max-clients':
      return told(answer, { error: replyError(words[fault.kind]) });
    case 'crash-before':
      errand.crash();
      return 'NeverAnswered';
    case 'timeout-before':
      return 'NeverAnswered';
    case 'reset-before':
      end(connectionReset());
      return 'ConnectionReset';
    default:
      return undefined;
  }
};

const after = (fault: Fault | undefined, said: Answer, { errand, answer, end, ...more }: Arrived): string => {
  switch (fault?.kind) {
    case 'crash-after':
      errand.crash();
      return 'NeverAnswered';
    case 'timeout-after':
      return 'NeverAnswered';
    case 'reset':
      end(connectionReset());
      return 'ConnectionReset';
    case 'garbled':
      end(notRedis());
      return 'Garbled';
    case 'slow':
      more.clock.after(fault.ms, () => answer(said));
      return outcomeOf(said);
    case 'stale':
      return told(answer, more.earlier(fault.ms) ?? said);
    case 'truncated':
      return told(answer, 'reply' in said ? { reply: halfOf(said.reply) } : said);
    case 'nonsense':
      return told(answer, { reply: more.nonsense() });
    default:
      return told(answer, said);
  }
};

const told = (answer: Arrived['answer'], said: Answer): string => {
  answer(said);
  return outcomeOf(said);
};

const outcomeOf = (said: Answer): string => ('error' in said ? (said.error.message.split(' ', 1)[0] ?? '') : 'OK');

/** No server cuts a reply so; something between that speaks its protocol might. */
const halfOf = (reply: unknown): unknown => {
  if (typeof reply === 'string' || Array.isArray(reply)) return reply.slice(0, reply.length >> 1);
  return typeof reply === 'number' ? Math.trunc(reply / 10) : reply;
};

const words = {
  err: 'ERR something went wrong',
  loading: refusals.loading,
  busy: refusals.busy,
  noauth: refusals.noAuth,
  oom: refusals.oom,
  readonly: refusals.readonly,
  'max-clients': refusals.maxClients,
} as const;
