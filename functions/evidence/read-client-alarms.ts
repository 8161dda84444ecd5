import type { Datastore } from '../contract/config.ts';
import { answered, type ClientAlarm } from '../domain/readings.ts';
import type { Ports } from '../ports.ts';

/**
 * Reads back the alarms that the user named, each with its data; of a composite, which has none, also the alarms that
 * its rule names, with theirs. CloudWatch keeps them in the same Region.
 */
export const readClientAlarms = (
  { monitoring }: Pick<Ports, 'monitoring'>,
  { clientAlarms }: Pick<Datastore, 'clientAlarms'>,
): Promise<ClientAlarm[]> =>
  Promise.all(
    clientAlarms.map(async ({ region, name }): Promise<ClientAlarm> => {
      const look = await monitoring.readAlarms(region, [name]);
      const found = answered(look)?.find((alarm) => alarm.name === name);
      const alarm: ClientAlarm['alarm'] = look.outcome === 'answered' ? { outcome: 'answered', value: found } : look;
      if (found?.kind !== 'composite') return { region, alarm };
      return { region, alarm, children: await monitoring.readAlarms(region, found.children) };
    }),
  );
