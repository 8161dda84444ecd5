import { PlanChanged } from '../contract/errors.ts';
import type { Region } from '../contract/region.ts';
import { overtakenBy, rivalsOf } from '../domain/overtaken.ts';
import type { Readings } from '../domain/readings.ts';
import type { Ports } from '../ports.ts';
import { readPublishedIn } from './read-published.ts';

/**
 * The last look at the Regions that could take over beside this one, right before the epoch is accepted: a person, or
 * the preferred Region by itself, may promote one while people answer in another. Throws `PlanChanged` if one was
 * faster; a dark one costs its own small deadline. With two members there is nobody to ask.
 */
export const stopIfOvertaken = async (
  ports: Pick<Ports, 'topology' | 'parameters'>,
  { readings, from }: { readings: Readings; from: Region },
): Promise<void> => {
  const { name, datastore } = readings;
  await Promise.all(
    rivalsOf(readings, from).map(async (rival) => {
      const [group, published] = await Promise.all([
        ports.topology.readGroup(rival, datastore.globalReplicationGroupId),
        readPublishedIn(ports, { region: rival, name }),
      ]);
      const overtaken = overtakenBy(readings, { rival, from, word: { group, published } });
      if (overtaken) throw new PlanChanged(`another Region was faster: ${overtaken}`);
    }),
  );
};
