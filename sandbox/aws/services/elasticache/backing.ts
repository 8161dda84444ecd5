/** One regional replication group. */
export interface ClusterRef {
  readonly region: string;
  readonly id: string;
}

/**
 * The data plane under the model: real servers, a simulation's, or nothing.
 * The model decides when each of these happens; a backing only does it, and rejects if it could not.
 */
export interface Backing {
  /** From now on the cluster takes writes and follows nobody. It keeps whatever had reached it. */
  readonly promote: (cluster: ClusterRef) => Promise<void>;
  /** From now on the cluster is a read-only copy of `primary`; what only it had is dropped. */
  readonly demote: (cluster: ClusterRef, primary: ClusterRef) => Promise<void>;
  /** The cluster left its Global Datastore: it takes writes and follows nobody. */
  readonly separate: (cluster: ClusterRef) => Promise<void>;
}

/** For a world without data. */
export const nullBacking: Backing = {
  promote: async () => {},
  demote: async () => {},
  separate: async () => {},
};
