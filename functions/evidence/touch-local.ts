import type { Datastore } from '../contract/config.ts';
import type { TouchAnswer } from '../contract/touch.ts';
import { localTarget } from '../domain/targets.ts';
import type { Look, MemberView, Ports } from '../ports.ts';

/**
 * Writes and reads back a canary on every shard of this Region's own cache. The key expires by itself.
 * A cache that cannot be touched is an answer too: `unknown`.
 */
export const touchLocal = async (
  { functions, secrets }: Pick<Ports, 'functions' | 'secrets'>,
  { name, datastore, member }: { name: string; datastore: Datastore; member: Look<MemberView> },
): Promise<Look<TouchAnswer>> => {
  if (member.outcome !== 'answered') return member;
  try {
    const login = { access: datastore.access, credentials: await secrets.credentials(name) };
    const target = localTarget(member.value, login);
    if (!target) return { outcome: 'unknown', detail: 'ElastiCache names no endpoint for it' };
    return {
      outcome: 'answered',
      value: await functions.touch(name, { datastore: name, local: { target, beat: false, canary: true } }),
    };
  } catch (error) {
    return { outcome: 'unknown', detail: error instanceof Error ? error.message : String(error) };
  }
};
