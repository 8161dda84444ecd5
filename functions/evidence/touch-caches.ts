import type { Datastore } from '../contract/config.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import type { Region } from '../contract/region.ts';
import type { TouchAnswer } from '../contract/touch.ts';
import { localTarget, publishedTarget } from '../domain/targets.ts';
import type { Look, MemberView, Ports } from '../ports.ts';
import { observed } from './observed.ts';

/** What to touch. Whatever is left out is not touched, and not answered. */
export interface TouchOrder {
  readonly here: Region;
  readonly name: string;
  readonly datastore: Datastore;
  /** This Region's own member: every shard of it is read. */
  readonly member?: MemberView | undefined;
  /** Write this Region's heartbeat. */
  readonly beat?: boolean;
  /** Write and read back a key that expires, on every shard of this Region's own cache. */
  readonly canary?: boolean;
  /** The published record: a key that expires is written through its primary, as clients would. */
  readonly record?: PublishedEndpoint | undefined;
  readonly resolve?: readonly string[];
}

/** Has `TouchCache` touch what is asked for. A function that fails, or a secret that cannot be read, is `unknown`. */
export const touchCaches = (
  { functions, secrets }: Pick<Ports, 'functions' | 'secrets'>,
  { here, name, datastore, member, beat = false, canary = false, record, resolve }: TouchOrder,
): Promise<Look<TouchAnswer>> =>
  observed(async () => {
    const { access } = datastore;
    const own = { access, credentials: await secrets.credentials(name, here) };
    const local = member && localTarget(member, own);
    // A token is good for one cache only; anything else is the same for all, and not read twice.
    const isSigned = access.auth !== 'none' && 'iam' in access.auth;
    const remote =
      record &&
      publishedTarget(
        record,
        isSigned ? { access, credentials: await secrets.credentials(name, record.primaryRegion) } : own,
      );
    const control = datastore.network[here]?.control;
    return functions.touch(name, {
      datastore: name,
      ...(local && { local: { target: local, beat, canary } }),
      ...(remote && { remote: { target: remote } }),
      ...(control && { control }),
      ...(resolve && { resolve: [...resolve] }),
    });
  });
