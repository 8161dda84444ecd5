import type { Network } from '../network.ts';
import { WorldPaths } from '../simulation/paths.ts';
import type { StagedPaths } from '../stage/staged-world.ts';
import { NotOnTheWire } from './not-on-the-wire.ts';

/**
 * The network of a wire world: Regions go dark and links are cut for all that they carry. Relays and the front know
 * neither kinds of traffic nor one direction without the other, and a socket loses nothing.
 */
export const wirePaths = (network: Network): StagedPaths => {
  const paths = new WorldPaths(network);
  const refuse = (what: string): never => {
    throw new NotOnTheWire(what);
  };
  return {
    reaches: (from, to, traffic) => paths.reaches(from, to, traffic),
    cut: (a, b, path) => (path === undefined ? paths.cut(a, b) : refuse(`cutting only what is ${path} traffic`)),
    cutOneWay: () => refuse('cutting one direction of a link'),
    mend: (a, b, path) => paths.mend(a, b, path),
    quality: (_a, _b, { loss = 0, delayMs = 0 }) => {
      if (loss > 0 || delayMs > 0) refuse('a link that loses or delays packets');
    },
    breakInShape: (name) => refuse(`the broken network called ${name}`),
    healAll: () => paths.healAll(),
  };
};
