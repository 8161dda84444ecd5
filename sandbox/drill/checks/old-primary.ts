import type { Entry } from '../../history.ts';
import { type Check, unless } from './check.ts';

export const oldPrimaryFollows: Check = {
  name: 'old-primary-follows',
  title: ({ scene }) => `${scene.home} came back as a copy of ${scene.heir}`,
  violations: ({ milestones, oldPrimaryLink, scene }) => [
    ...unless(milestones.healed !== undefined, `${scene.home} was never healed`),
    ...unless(milestones.demoted !== undefined, `${scene.home} was not demoted`),
    ...unless(oldPrimaryLink === 'up', `its link to the new primary is ${oldPrimaryLink ?? 'not there'}`),
  ],
};

export const oldPrimaryNeverPublishesItself: Check = {
  name: 'old-primary-silent',
  title: ({ scene }) => `${scene.home} never published itself again`,
  violations: ({ entries, scene, milestones: { blackout } }) => {
    const after = entries.filter(({ at }) => blackout !== undefined && at > blackout);
    return after.flatMap((entry) => [
      ...unless(!publishes(entry, scene), `${entry.region} published ${scene.home} as the primary Region`),
      ...unless(!leadsBack(entry, scene), `the record was changed to lead to ${scene.home}`),
    ]);
  },
};

interface Names {
  readonly parameter: string;
  readonly home: string;
  readonly heir: string;
  readonly record: string;
}

const publishes = ({ name, detail }: Entry, { parameter, home }: Names): boolean =>
  name === 'ssm:PutParameter' &&
  detail?.parameter === parameter &&
  String(detail.value).includes(`"primaryRegion":"${home}"`);

/** The batch creates a CNAME whose epoch is not the heir's. */
const leadsBack = ({ name, detail }: Entry, { heir }: Names): boolean => {
  if (name !== 'route53:ChangeResourceRecordSets' || !Array.isArray(detail?.changes)) return false;
  const created = detail.changes.filter(({ action, type }) => action !== 'DELETE' && type === 'TXT');
  return created.some(({ values }) => !String(values).includes(heir));
};
