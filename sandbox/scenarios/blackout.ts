import type { Scenario } from '../stage/stage.ts';

/** The situation that everything here is for. */
export const blackout: Scenario = {
  name: 'blackout',
  about:
    'The primary Region goes dark: the preferred secondary promotes itself and publishes, and stays when the old one is back.',
  play: async (stage) => {
    stage.network.blackout(stage.primary);
    await stage.until(
      'the record is moved',
      () => stage.see.published(stage.preferred)?.primaryRegion === stage.preferred,
      {
        within: 10 * 60_000,
      },
    );
    await stage.advance(60_000);
    stage.network.heal(stage.primary);
  },
  expect: { promotions: 1, movedWithin: 10 * 60_000 },
};
