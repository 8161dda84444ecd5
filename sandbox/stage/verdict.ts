import { tellsOf } from '../checkers/reading/pages.ts';
import { checkAll, describeViolation, type Violation } from '../checkers.ts';
import type { SimulationRun } from '../simulation/run-record.ts';
import type { Scenario } from './stage.ts';

/** A difference that stands is paged again every hour (`functions/domain/standing-page.ts`). */
const PAGED_WITHIN_MS = 65 * 60_000;

/** All that is wrong with a run, a line each; none where every promise held and the scenario came out as it should. */
export const problemsOf = (
  run: SimulationRun,
  scenario: Scenario,
  violations: readonly Violation[] = checkAll(run.record),
): readonly string[] => [
  ...(run.failure === undefined || swarmed(run) ? [] : [`the scenario could not be played: ${run.failure}`]),
  ...violations.map(describeViolation),
  ...unsettled(run, scenario),
  ...(swarmed(run) ? [] : unexpected(run, scenario)),
];

/** Where more goes wrong than the scenario says, it may come out otherwise; the promises hold all the same. */
const swarmed = ({ swarm }: SimulationRun): boolean => Object.keys(swarm).length > 0;

/** Converged, or an open page says what is wrong. */
const unsettled = ({ differences, history, record }: SimulationRun, { expect }: Scenario): readonly string[] => {
  if (differences.length === 0 || expect?.converges === false) return [];
  const pages = history.filter(({ kind, at }) => kind === 'page' && at > record.truth.endedAt - PAGED_WITHIN_MS);
  const paged = Object.keys(record.config.datastores).some((name) => pages.some((page) => tellsOf(page, name)));
  return paged ? [] : differences.map((difference) => `not converged, and no page says so: ${difference}`);
};

const unexpected = (run: SimulationRun, { expect = {} }: Scenario): readonly string[] => {
  const { promotions, mostPromotions = Number.POSITIVE_INFINITY, primary, pages = [] } = expect;
  const said = run.history
    .filter(({ kind }) => kind === 'page')
    .map(({ detail }) => `${detail?.subject} ${detail?.message}`);
  const made = promotionsOf(run);
  return [
    ...(promotions === undefined || promotions === made
      ? []
      : [`expected ${promotions} promotions, and there were ${made}`]),
    ...(made > mostPromotions ? [`expected at most ${mostPromotions} promotions, and there were ${made}`] : []),
    ...(primary === undefined || primary === run.final.writer
      ? []
      : [`expected the primary in ${primary}, and it is in ${run.final.writer}`]),
    ...pages.filter((words) => !said.some((page) => page.includes(words))).map((words) => `no page says: ${words}`),
  ];
};

/** Promotions that ElastiCache accepted from our functions. */
export const promotionsOf = ({ history }: SimulationRun): number =>
  history.filter(
    ({ name, detail }) => name === 'elasticache:promotion-accepted' && detail?.principal !== 'administrator',
  ).length;
