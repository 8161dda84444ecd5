import type { Region } from '../contract/region.ts';
import type { GroupView } from '../ports.ts';
import { answered, type Readings } from './readings.ts';

const memberOf = (view: GroupView | undefined, region: Region) =>
  view?.members.find((member) => member.region === region);

/**
 * The Region that may act automatically: the first of the preference that is a SECONDARY by the view of any Region that
 * answers. Where views differ, more than one is asked to wait, and never is more than one entitled to act.
 */
export const preferredTarget = ({ groups, datastore }: Readings): Region | undefined => {
  const views = [...groups.values()].map((look) => answered(look));
  return datastore.preference.find((region) => views.some((view) => memberOf(view, region)?.role === 'SECONDARY'));
};

/**
 * Why the preferred Region will not act, where that is seen: it is dark from here and from the witness, or it is no
 * whole member. Everything else is a reason to give it its time first: a link that is cut says nothing of the far end.
 */
export const whyUnable = ({ here, groups, witness }: Readings, preferred: Region): string | undefined => {
  const look = groups.get(preferred);
  const views = [answered(groups.get(here)), look && answered(look)];
  const status = views.map((view) => memberOf(view, preferred)?.status).find((word) => word && word !== 'associated');
  if (status) return `it is unfit: its membership is ${status}`;
  const isDark = look?.outcome === 'dark' && answered(witness.get(preferred))?.api === 'dark';
  return isDark ? 'it is dark from here and from the witness' : undefined;
};
