import type { Scenario, Stage } from '../stage/stage.ts';
import { loseAndBeReplaced, losePrimary, minute, staysFor, untilPaged, untilPublished } from './moves.ts';

const shape = 'secret';

/** Every node of a Region's cache answers everything with an error; undefined ends it. */
const refuse = ({ caches }: Stage, region: string, error: string | undefined): void =>
  caches.nemesis.refuse({ ...caches.clusterIn(region), nodes: 'all' }, error);

const secretOf = (password: string): string => JSON.stringify({ username: 'failover', password });

/** The password of the caches goes through hands that could drop it. Nobody may ever read it, whatever happens on the way. */
export const secrets: readonly Scenario[] = [
  {
    name: 'secret-in-a-loss',
    about: 'The caches ask for a password, and the primary Region is lost: promoted and published as ever.',
    shape,
    play: loseAndBeReplaced,
    expect: { promotions: 1, primary: 'us-west-2', movedWithin: 10 * minute },
  },
  {
    name: 'secret-in-a-request-for-approval',
    about: 'The caches ask for a password, and people are asked before the promotion: what they read holds none.',
    shape,
    policy: { automation: 'approve' },
    play: async (stage) => {
      losePrimary(stage);
      await untilPaged(stage, 'APPROVE?');
      await stage.people.approve(stage.preferred, 'ann');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'secret-echoed-by-the-cache',
    about:
      "The heir's cache refuses AUTH and quotes what it was sent, in a loss that ends: nothing is promoted, and nobody reads it.",
    shape,
    play: async (stage) => {
      const { preferred, primary, caches } = stage;
      refuse(
        stage,
        preferred,
        `ERR unknown command 'AUTH', with args beginning with: 'failover' '${caches.password}' `,
      );
      await staysFor(stage, 3 * minute);
      losePrimary(stage);
      await staysFor(stage, 5 * minute);
      stage.network.heal(primary);
      await stage.advance(2 * minute);
      refuse(stage, preferred, undefined);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'secret-changed-in-the-caches-first',
    about:
      'The caches ask for another password before the secrets follow, minutes later: nothing is promoted; then a loss is.',
    shape,
    play: async (stage) => {
      const { regions, caches, people } = stage;
      const next = `${caches.password}-next`;
      for (const region of regions) caches.nemesis.changePassword(caches.clusterIn(region), next);
      await staysFor(stage, 5 * minute);
      for (const region of regions) people.putSecret(region, secretOf(next));
      await staysFor(stage, 5 * minute);
      await loseAndBeReplaced(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'secret-that-is-no-json',
    about:
      'Somebody stores the bare password where JSON is expected, in a loss that ends: what is wrong is said without it.',
    shape,
    play: async (stage) => {
      const { preferred, primary, caches, people } = stage;
      people.putSecret(preferred, `${caches.password}`);
      await staysFor(stage, 3 * minute);
      losePrimary(stage);
      await staysFor(stage, 5 * minute);
      stage.network.heal(primary);
      people.putSecret(preferred, secretOf(caches.password ?? ''));
      await stage.advance(3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'secret-unreadable-in-a-loss',
    about:
      "Secrets Manager fails in the Region that should take over, and the primary is lost: the heir's cache is unreadable, so it holds.",
    shape,
    play: async (stage) => {
      const site = { service: 'secretsmanager', callers: 'functions', region: stage.preferred } as const;
      const mend = stage.faults.add(site, { kind: '500-before' });
      losePrimary(stage);
      await staysFor(stage, 10 * minute);
      mend();
      stage.network.heal(stage.primary);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
];
