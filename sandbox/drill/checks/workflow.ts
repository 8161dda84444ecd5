import type { Entry } from '../../history.ts';
import { type Check, unless } from './check.ts';

const executions = (entries: readonly Entry[]): Entry[] => entries.filter(({ kind }) => kind === 'execution');

export const executionsEnded: Check = {
  name: 'executions-ended',
  title: () => 'every execution ended, none of them in failure',
  violations: ({ entries }) => {
    const all = executions(entries);
    const started = all.filter(({ name }) => name === 'RUNNING');
    const ended = all.filter(({ name }) => name !== 'RUNNING');
    return [
      ...unless(started.length > 0, 'no execution was started'),
      ...started
        .filter(({ detail }) => !ended.some((end) => end.detail?.execution === detail?.execution))
        .map(({ detail }) => `${detail?.execution} is still running`),
      ...ended
        .filter(({ name }) => name !== 'SUCCEEDED')
        .map(({ name, detail }) => `${detail?.execution} ended as ${name}: ${detail?.error}`),
    ];
  },
};

export const peopleWereTold: Check = {
  name: 'people-were-told',
  title: ({ scene }) => `people were paged from ${scene.heir}: that the alarm fired, and how it ended`,
  violations: ({ entries, scene, milestones: { blackout = Number.POSITIVE_INFINITY, promotionVisible } }) => {
    const pages = entries.filter(({ kind, region, at }) => kind === 'page' && region === scene.heir && at >= blackout);
    const after = pages.filter(({ at }) => promotionVisible !== undefined && at >= promotionVisible);
    return [
      ...unless(pages.length > after.length, 'no page before the promotion'),
      ...unless(after.length > 0, 'no page after the promotion'),
    ];
  },
};

/** A function that AWS would have to kill or retry is a defect, wherever nobody broke anything. */
export const functionsHealthy: Check = {
  name: 'functions-healthy',
  title: ({ scene }) => `no function failed outside ${scene.home}`,
  violations: ({ entries, scene }) =>
    entries
      .filter(({ kind, region, detail }) => kind === 'function' && region !== scene.home && detail?.functionError)
      .map(({ region, name, detail }) => `${name} in ${region}: ${detail?.error}`),
};
