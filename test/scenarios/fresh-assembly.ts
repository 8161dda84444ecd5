import { freshAssembly } from '../../sandbox/world/assembly.ts';

/** Jest's global set-up of the `world` project: one synthesis before the first test, so that no two workers make one. */
export default async function assembleOnce(): Promise<void> {
  await freshAssembly();
}
