import { outageOf } from '../measure.ts';
import { type Check, unless } from './check.ts';

/** How long before the end a client's last acknowledgement may lie. */
const RECENT_MS = 2_000;

export const clientsFeltIt: Check = {
  name: 'clients-felt-it',
  title: () => 'both clients wrote to the old primary until the blackout, and felt it',
  violations: ({ clients, scene, milestones: { blackout } }) =>
    clients.flatMap(({ name, writes, errors }) => [
      ...unless(
        writes.some(({ region, at }) => region === scene.home && blackout !== undefined && at < blackout),
        `the ${name} client never wrote to ${scene.home}`,
      ),
      ...unless(errors > 0, `the ${name} client saw no error: the blackout did not hit it`),
    ]),
};

export const clientsCameBack: Check = {
  name: 'clients-came-back',
  title: ({ scene }) => `both clients came back to ${scene.heir} by what was published, and stayed`,
  violations: ({ clients, scene, clientsStoppedAt }) =>
    clients.flatMap((client) => {
      const { backAt } = outageOf(client, scene);
      if (backAt === undefined) return [`the ${client.name} client never wrote to ${scene.heir}`];
      const last = client.writes.at(-1);
      const silentMs = clientsStoppedAt - (last?.at ?? 0);
      return [
        ...unless(last?.region === scene.heir, `the ${client.name} client ended at ${last?.region ?? 'no Region'}`),
        ...unless(silentMs <= RECENT_MS, `the ${client.name} client had no acknowledgement in its last ${silentMs} ms`),
      ];
    }),
};
