import type { Entry } from '../sandbox/history.ts';
import { type BlackoutRun, blackoutRun, type Circumstances, target } from './blackout/blackout-run.ts';
import { instantsOf } from './blackout/state-outputs.ts';
import { medianTimes, stateTimes } from './blackout/state-times.ts';
import { deploymentOf } from './profiles.ts';
import { largest, median } from './statistics.ts';
import { printTable } from './table.ts';

const runs = 10;
const limitMs = 2000;

/** Our own share of a failover: what passes besides AWS's promotion and the deadlines of the evidence. */
export const orchestrator = async (): Promise<void> => {
  const deployment = await deploymentOf('fast');
  for (const route53 of ['up', 'down'] as const) {
    const measured: Measured[] = [];
    for (let run = 0; run < runs; run++)
      measured.push(await blackoutRun(deployment, { route53, promotionMs: spread(run) }, measure));
    printTable(
      `Orchestrator: ${target} takes over, Route 53's control plane is ${route53} (${runs} runs, real bundles over the wire)`,
      rowsOf(measured.map(({ share }) => share)),
      [
        `Limits: ${limitMs} ms where one is named. The promotion shows ${spread(0)} to ${spread(runs - 1)} ms after its call, so that it meets the poll (every ${pollSeconds(deployment)} s) at any moment.`,
      ],
    );
    const states = [...medianTimes(measured.map(({ states }) => states))];
    printTable(
      'The same runs, state by state: the last time each ran',
      states.map(([state, ms]) => ({ state, 'median ms': Math.round(ms) })),
    );
  }
};

interface Measured {
  readonly share: Share;
  readonly states: ReadonlyMap<string, number>;
}

const measure = (run: BlackoutRun): Measured => ({ share: shareOf(run), states: stateTimes(run.entries) });

/** The promotion becomes visible at another moment between two polls in each run. */
const spread = (run: number): Circumstances['promotionMs'] => 1500 + run * 100;

const pollSeconds = ({ config }: { config: { datastores: Record<string, { policy: { poll: number } }> } }): string =>
  [...new Set(Object.values(config.datastores).map(({ policy }) => policy.poll))].join(', ');

/** The measured spans of one run, in milliseconds. */
const spans = {
  assessed: { title: 'start of the execution -> first decision, readings included', limited: false },
  called: { title: 'end of the last reading of evidence -> promotion called', limited: true },
  decidedToCalled: { title: 'first decision -> promotion called, second reading included', limited: false },
  published: { title: 'promotion visible -> parameter published', limited: false },
  verified: { title: 'promotion visible -> published and verified', limited: true },
  closed: { title: 'promotion visible -> incident closed, people told', limited: false },
} as const;
type Share = Readonly<Record<keyof typeof spans, number>>;

const shareOf = ({ entries, outputs }: BlackoutRun): Share => {
  const { assessedAt, evidenceReadAt, verifiedAt } = instantsOf(outputs);
  const called = at(entries, 'effect', 'elasticache:promotion-accepted');
  const visible = Math.max(
    at(entries, 'effect', 'elasticache:promoted'),
    at(entries, 'effect', 'elasticache:writable'),
  );
  return {
    assessed: assessedAt - at(entries, 'execution', target),
    called: called - evidenceReadAt,
    decidedToCalled: called - assessedAt,
    published: at(entries, 'effect', 'ssm:PutParameter') - visible,
    verified: verifiedAt - visible,
    closed: at(entries, 'page', 'failover') - visible,
  };
};

/** When something first happened in the Region that takes over. An execution is known by the Region it runs in. */
const at = (entries: readonly Entry[], kind: Entry['kind'], name: string): number => {
  const found = entries.find(
    (entry) => entry.kind === kind && (kind === 'execution' || entry.name === name) && entry.region === target,
  );
  if (!found) throw new Error(`the run has no ${kind} ${name}`);
  return found.at;
};

const rowsOf = (shares: readonly Share[]) =>
  Object.entries(spans).map(([key, { title, limited }]) => {
    const values = shares.map((share) => share[key as keyof Share]);
    return {
      span: title,
      'median ms': Math.round(median(values)),
      'largest ms': Math.round(largest(values)),
      '': limited ? (median(values) <= limitMs ? 'ok' : 'ABOVE THE LIMIT') : '',
    };
  });
