/**
 * The simulation: the deployed templates, the functions' own handlers and adapters, the SDK and the sandbox's AWS on an
 * in-memory transport under a virtual clock. No sockets, no threads, no real Redis; a seed repeats a run exactly.
 *
 *     npm run simulate -- --runs 100 --seed 1 --scenario blackout
 *
 *     import { simulateRun } from './simulation.ts';
 *     import { blackout } from './scenarios/blackout.ts';
 *     const run = await simulateRun({ seed: 1, scenario: blackout });
 *     run.violations; // what the checkers found
 *     run.history;    // everything that happened
 *
 * One run at a time per process: the machine's timers, Date and Math.random are replaced for its duration.
 * Scenarios are written against `stage/stage.ts`.
 */

export { play as simulateRun } from './simulation/run.ts';
export type { Final, SimulationOptions, SimulationRun, Swarm } from './simulation/run-record.ts';
export type { Scenario, Stage } from './stage/stage.ts';
