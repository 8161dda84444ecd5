import type { Place } from '../aws/service.ts';
import type { Network } from '../network.ts';
import { type Address, networkGate, type Relay, relay } from '../relay.ts';
import type { Door } from './address-plan.ts';

export interface Relays {
  /** Every endpoint name → its loopback address for clients from outside. */
  readonly names: () => Map<string, string>;
  /** Where a client in `from` must really connect, by endpoint name and by loopback address. */
  readonly addressesFrom: (from: Place) => ReadonlyMap<string, Address>;
  /** Where a process in the Region `from` reaches a node. */
  readonly nodeFrom: (from: string, node: string) => Address;
  readonly close: () => Promise<void>;
}

export interface RelaysOptions {
  readonly network: Network;
  readonly port: number;
  readonly doors: readonly Door[];
  /** Path of the Unix socket of a node. */
  readonly socketOf: (node: string) => string;
}

/**
 * Opens a relay for each pair of a place and what can be reached from it: outside, at the public addresses; from each
 * Region, at hidden ones. All or none: where one address cannot be had, the others are closed again.
 */
export const openRelays = async (options: RelaysOptions): Promise<Relays> => {
  const { network, doors, port } = options;
  const opened: Relay[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((each) => each.close()));
  };
  const open = async (from: Place, door: Door, listen: Address): Promise<Address> => {
    const gate = networkGate(network, from, door.region);
    const one = await relay({ listen, gate, target: () => ({ path: options.socketOf(door.node) }) });
    opened.push(one);
    return one.address;
  };
  const nodes = new Map<string, Address>();
  const tables = new Map<Place, Map<string, Address>>();
  try {
    tables.set('outside', await table(doors, (door) => open('outside', door, { host: door.loopback, port })));
    for (const from of network.regions) tables.set(from, await hiddenTable({ from, doors, nodes, open }));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    names: () => new Map(doors.map(({ host, loopback }) => [host, loopback])),
    addressesFrom: (from) => tables.get(from) ?? new Map(),
    nodeFrom: (from, node) => {
      const address = nodes.get(`${from}|${node}`);
      if (!address) throw new RangeError(`no way from ${from} to ${node}`);
      return address;
    },
    close,
  };
};

const table = async (doors: readonly Door[], open: (door: Door) => Promise<Address>): Promise<Map<string, Address>> => {
  const found = new Map<string, Address>();
  for (const door of doors) {
    const address = await open(door);
    found.set(door.host, address).set(door.loopback, address);
  }
  return found;
};

interface Hidden {
  readonly from: string;
  readonly doors: readonly Door[];
  readonly nodes: Map<string, Address>;
  readonly open: (from: Place, door: Door, listen: Address) => Promise<Address>;
}

/** Doors to one node share a relay here, since nobody sees its address. */
const hiddenTable = ({ from, doors, nodes, open }: Hidden): Promise<Map<string, Address>> =>
  table(doors, async (door) => {
    const key = `${from}|${door.node}`;
    const address = nodes.get(key) ?? (await open(from, door, { host: '127.0.0.1', port: 0 }));
    nodes.set(key, address);
    return address;
  });
