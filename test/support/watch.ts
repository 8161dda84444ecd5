import { setTimeout as wait } from 'node:timers/promises';
import type { Entry } from '../../sandbox/history.ts';
import type { World } from '../../sandbox/world.ts';

/** What a scenario saw since it began to look. */
export type Watch = ReturnType<typeof watch>;

/** Sets the clock forward over what a run only waits for: a retry's pause, a promotion that does not come. */
export const hurry = (world: World) => {
  const jumps = new Set<Promise<void>>();
  const jumpSoon = (ms: number): void => {
    // Once the workflow has begun to wait.
    const jump = wait(5).then(() => {
      jumps.delete(jump);
      world.advance(ms);
    });
    jumps.add(jump);
  };
  const stop = world.history.follow(({ kind, name, detail }) => {
    const failed = kind === 'function' && detail?.functionError !== undefined;
    const refused = kind === 'call' && name === 'lambda:Invoke' && detail?.outcome === 'AccessDeniedException';
    if (failed || refused) jumpSoon(10_000);
    if (kind === 'state' && name === 'WaitForPromotion' && detail?.at === 'entered') jumpSoon(301_000);
  });
  return { stop, settled: () => Promise.all(jumps) };
};

/** What happens from now on, as the sandbox records it. */
export const watch = (world: World) => {
  const start = world.history.entries.length;
  const entries = (kind: Entry['kind']): Entry[] =>
    world.history.entries.slice(start).filter((entry) => entry.kind === kind);
  const effects = (...names: string[]): Entry[] => entries('effect').filter(({ name }) => names.includes(name));
  const text = (entry: Entry, member: string): string => String(entry.detail?.[member] ?? '');
  return {
    /** Promotions that ElastiCache accepted, whether or not the caller heard of it. */
    promotions: () => effects('elasticache:promotion-accepted').map(({ region }) => region),
    promotionCalls: () => entries('call').filter(({ name }) => name === 'elasticache:FailoverGlobalReplicationGroup'),
    /** Everything that clients, or the caches, could feel. */
    changes: () =>
      entries('effect')
        .filter(({ name }) => /^(elasticache|ssm|route53):/.test(name))
        .map(({ name, region }) => `${name} ${region}`),
    pages: () => entries('page').map((page) => ({ subject: text(page, 'subject'), message: text(page, 'message') })),
    subjects: () => entries('page').map((page) => text(page, 'subject')),
    /** ARNs of the executions that were started. */
    started: () => [
      ...new Set(
        entries('execution')
          .filter(({ name }) => name === 'RUNNING')
          .map((entry) => executionArn(text(entry, 'arn'), text(entry, 'execution'))),
      ),
    ],
    /** What functions logged as JSON. */
    logged: (): Record<string, unknown>[] => entries('log').flatMap((entry) => parsed(text(entry, 'message'))),
    /** Calls that IAM refused. */
    denials: () => entries('call').filter((call) => /AccessDenied|AuthorizationError/.test(text(call, 'outcome'))),
    /** All that was said to people or written to a log. */
    said: () => [...entries('page'), ...entries('log')].map((entry) => text(entry, 'message')).join('\n'),
  };
};

const executionArn = (stateMachineArn: string, name: string): string =>
  `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

const parsed = (line: string): Record<string, unknown>[] => {
  try {
    return [Object(JSON.parse(line))];
  } catch {
    return [];
  }
};
