import { sleep } from '../../clock.ts';
import type { Fault } from '../../faults.ts';
import { judge } from '../../iam/actions.ts';
import { denied, failed, throttled } from '../protocols/words.ts';
import { AwsError, type Call, type Principal } from '../service.ts';
import type { FrontOptions } from './options.ts';
import type { Desk, Understood } from './understand.ts';

/** How a call ended, before it is known whether the caller ever hears of it. */
export type Outcome =
  | { readonly kind: 'answer'; readonly output: unknown; readonly truncated?: boolean; readonly staleMs?: number }
  | { readonly kind: 'refusal'; readonly error: AwsError; readonly cause?: unknown }
  | { readonly kind: 'silence' }
  | { readonly kind: 'reset' };

export type Site = Omit<Call, 'allows'> & {
  /** When the request arrived. */
  readonly sentAt: number;
  /** The request id of the function's invocation that sent it, where the request says so. */
  readonly invocation: string | undefined;
};

interface Request {
  readonly desk: Pick<Desk, 'service'>;
  readonly understood: Understood;
  readonly site: Site;
}

/** Authorises and runs one call, with the fault that is planned for it. Never throws. */
export const perform = async (options: FrontOptions, { desk, understood, site }: Request): Promise<Outcome> => {
  if (understood.refusal) return { kind: 'refusal', error: understood.refusal };
  const fault = options.faults?.plan(site);
  if (fault?.kind === 'crash-before') options.crash?.(site, 'now');
  const before = faultBefore(fault, site);
  if (before) return before;
  const { verdict, allows } = judge(
    options.authorize,
    { ...site, stateMachineOf: options.stateMachineOf },
    understood.input,
  );
  if (!verdict.allowed) return { kind: 'refusal', error: denied(site.service, sentence(site, verdict)) };
  const outcome = await run(desk, understood, { ...site, allows });
  return faultAfter(options, { fault, site, outcome });
};

const run = async (desk: Request['desk'], { name, input }: Understood, call: Call): Promise<Outcome> => {
  try {
    return { kind: 'answer', output: await desk.service.operations[name]?.(input, call) };
  } catch (thrown) {
    if (thrown instanceof AwsError) return { kind: 'refusal', error: thrown };
    return { kind: 'refusal', error: failed(call.service), cause: thrown };
  }
};

const faultBefore = (fault: Fault | undefined, site: Site): Outcome | undefined => {
  switch (fault?.kind) {
    case 'throttle':
      return { kind: 'refusal', error: throttled(site.service) };
    case 'deny':
      return { kind: 'refusal', error: denied(site.service, injectedDenial(site)) };
    case '500-before':
      return { kind: 'refusal', error: failed(site.service) };
    case 'timeout-before':
    case 'crash-before':
      return { kind: 'silence' };
    default:
      return undefined;
  }
};

const faultAfter = async (
  { clock, crash }: FrontOptions,
  { fault, site, outcome }: { fault: Fault | undefined; site: Site; outcome: Outcome },
): Promise<Outcome> => {
  switch (fault?.kind) {
    case '500-after':
      return { kind: 'refusal', error: failed(site.service) };
    case 'timeout-after':
      return { kind: 'silence' };
    case 'reset':
      return { kind: 'reset' };
    case 'truncated':
      return outcome.kind === 'answer' ? { ...outcome, truncated: true } : outcome;
    case 'stale':
      return outcome.kind === 'answer' ? { ...outcome, staleMs: fault.ms } : outcome;
    case 'crash-after':
      crash?.(site, 'now');
      return { kind: 'silence' };
    case 'crash-after-record':
      crash?.(site, 'after-record');
      return outcome;
    case 'slow':
      await sleep(clock, fault.ms);
      return outcome;
    default:
      return outcome;
  }
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const sentence = (site: Site, refusal: { action: string; resource: string; reason: string }): string =>
  `User: ${userArn(site.principal, site.account)} is not authorized to perform: ${refusal.action} on resource: ${refusal.resource} ${refusal.reason}`;

const injectedDenial = (site: Site): string =>
  sentence(site, {
    action: `${site.service}:${site.operation}`,
    resource: '*',
    reason: 'with an explicit deny in a service control policy',
  });

/** The ARN under which a principal's calls are known. */
export const userArn = (principal: Principal, account: string): string => {
  if (principal.kind === 'administrator') return `arn:aws:iam::${account}:user/administrator`;
  return `arn:aws:sts::${account}:assumed-role/${principal.roleArn.split('/').at(-1)}/${principal.session ?? 'sandbox'}`;
};
