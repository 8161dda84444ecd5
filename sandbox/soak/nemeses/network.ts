import type { Nemesis } from '../nemesis.ts';

const cut = (
  name: string,
  placesOf: (ground: Parameters<Nemesis['begin']>[0]) => readonly [string, string],
): Nemesis => ({
  name,
  kind: 'disturbance',
  begin: async (ground) => {
    const [a, b] = placesOf(ground);
    ground.world.cut(a, b);
    return async () => ground.world.mend(a, b);
  },
});

/** Regions lost and links cut. */
export const losses: readonly Nemesis[] = [
  {
    name: 'blackout of the primary Region',
    kind: 'loss',
    begin: async ({ world, scene }) => {
      world.blackout(scene.home);
      return async () => world.heal(scene.home);
    },
  },
  {
    name: 'blackout of the secondary Region',
    kind: 'disturbance',
    begin: async ({ world, scene }) => {
      world.blackout(scene.heir);
      return async () => world.heal(scene.heir);
    },
  },
  {
    name: 'blackout of the witness Region',
    kind: 'disturbance',
    begin: async ({ world, scene }) => {
      world.blackout(scene.clientsAt);
      return async () => world.heal(scene.clientsAt);
    },
  },
  {
    name: "Route 53's control plane down",
    kind: 'disturbance',
    begin: async ({ world }) => {
      world.network.setRoute53('down');
      return async () => world.network.setRoute53('up');
    },
  },
  cut('link between the member Regions cut', ({ scene }) => [scene.home, scene.heir]),
  cut('link between primary and witness cut', ({ scene }) => [scene.home, scene.clientsAt]),
  cut('link between secondary and witness cut', ({ scene }) => [scene.heir, scene.clientsAt]),
];
