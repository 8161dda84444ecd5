import { defineConfig } from './functions/contract/define-config.ts';

/**
 * The datastores under care. Edit this file, then `npx cdk deploy --all`.
 *
 * This one is the demo that `script/drill` runs. A member that is left out takes the default named beside it.
 */
export default defineConfig({
  /** The AWS account that holds everything below. */
  account: '111122223333',

  /** Every Region that holds a member of some datastore. Each gets one stack, the same in all. */
  regions: ['us-east-1', 'us-west-2'],

  /** A Region without members. It looks at a primary Region from outside, and costs nothing while it is not asked. */
  witness: 'eu-west-1',

  /** Who gets the pages. Each address must confirm its subscription, once per Region. Default: nobody. */
  pageTo: ['on-call@example.com'],

  datastores: {
    sessions: {
      globalReplicationGroupId: 'ldgnf-sessions',
      replicationGroups: { 'us-east-1': 'sessions-use1', 'us-west-2': 'sessions-usw2' },

      /** `auth` is 'none', { secret: { <Region>: <secret ARN> } } or { iam: { user } }. */
      access: { tls: false, auth: 'none' },

      /**
       * Where TouchCache runs: subnets and security groups that may open connections to the caches.
       * `reachesOthers` says that this network is peered with the other Regions' caches. Default: false.
       */
      network: {
        'us-east-1': {
          vpc: 'vpc-0a0a0a0a0a0a0a0a0',
          subnets: ['subnet-0a0a0a0a0a0a0a0a1', 'subnet-0a0a0a0a0a0a0a0a2'],
          securityGroups: ['sg-0a0a0a0a0a0a0a0a0'],
          reachesOthers: true,
        },
        'us-west-2': {
          vpc: 'vpc-0b0b0b0b0b0b0b0b0',
          subnets: ['subnet-0b0b0b0b0b0b0b0b1', 'subnet-0b0b0b0b0b0b0b0b2'],
          securityGroups: ['sg-0b0b0b0b0b0b0b0b0'],
          reachesOthers: true,
        },
      },

      /** The CNAME that clients use. 'none' where clients read the parameter only. */
      dns: { zone: 'Z0SESSIONS0EXAMPLE', record: 'sessions.example.internal', ttl: 5 },

      /** Alarms of the application that say "clients fail, wherever they are". Best kept in a Region without members. Default: none. */
      clientAlarms: [{ region: 'eu-west-1', name: 'sessions-client-errors' }],

      /** The order in which Regions take over. */
      preference: ['us-west-2', 'us-east-1'],

      /**
       * `auto` promotes by itself; the default is `approve`, which asks people first. The demo waits only 20 s before it
       * believes an outage, to keep the drill short; the default of 120 s is longer than the blips that have fooled others.
       * `lossLimit` is at least three looks of the profile, so that one lost look asks nobody; the default is 180 s.
       * `separation: 'approve'` lets people be asked about the last resort, which cannot be undone; the default is 'never'.
       */
      policy: { automation: 'auto', persistence: 20, lossLimit: 30, cooldown: 3600, poll: 1 },

      /** `fast` looks every 10 s with high-resolution metrics; the default `economy` looks every 60 s. */
      profile: 'fast',
    },
  },
});
