import { names } from '../../functions/contract/names.ts';
import type { Entry } from '../history.ts';
import type { World } from '../world.ts';
import type { SessionClient } from './clients/session-client.ts';
import { publishedIn } from './observe.ts';
import type { Scene } from './scene.ts';

const ENOUGH_WRITES = 50;

/** What the drill still waits for before it breaks something; nothing once all is well. */
export const missing = (world: World, scene: Scene, clients: readonly SessionClient[]): readonly string[] => {
  const { heir, clientsAt, clientAlarm, datastore } = scene;
  const records = Object.entries(publishedIn(world, scene));
  const wanted: readonly (readonly [region: string, alarm: string])[] = [
    [heir, names.dataArrivingAlarm(datastore)],
    [heir, names.primaryReachableAlarm(datastore)],
    [heir, names.primaryDownAlarm(datastore)],
    [clientsAt, clientAlarm],
  ];
  return [
    ...records.filter(([, record]) => !record).map(([region]) => `the first publication in ${region}`),
    ...clients
      .filter(({ acknowledged }) => acknowledged.length < ENOUGH_WRITES)
      .map(({ name }) => `writes of the ${name} client`),
    ...wanted
      .filter(([region, name]) => alarmState(world.history.entries, { region, name }) !== 'OK')
      .map(([, name]) => `alarm ${name} to be OK`),
    ...(knowsHeartbeat(world.history.entries, heir) ? [] : [`a heartbeat that moves, seen by Probe in ${heir}`]),
  ];
};

/** Whether Probe remembers that the heartbeat moved on every shard: before, a stop of the data is unknown to it. */
export const knowsHeartbeat = (entries: readonly Entry[], region: string): boolean => {
  const written = entries.findLast((entry) => entry.region === region && memoryOf(entry) !== undefined);
  const shards = written && memoryOf(written);
  return shards !== undefined && shards.length > 0 && shards.every((shard) => 'heartbeatMovedAt' in Object(shard));
};

/** The shards of Probe's memory, where this entry is a write of it to the journal. */
const memoryOf = ({ name, detail }: Entry): readonly unknown[] | undefined => {
  const item = Object(detail?.after);
  return name === 'dynamodb:PutItem' && item.item === 'probe' && Array.isArray(item.shards) ? item.shards : undefined;
};

/** The last state that an alarm changed to. */
export const alarmState = (entries: readonly Entry[], { region, name }: { region: string; name: string }): unknown =>
  entries.findLast((entry) => entry.kind === 'alarm' && entry.region === region && entry.name === name)?.detail?.to;
