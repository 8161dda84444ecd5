import type { Epoch } from '../contract/epoch.ts';
import { Incident, ProbeMemory, ReconcileMemory } from '../contract/journal.ts';
import type { Adapter } from '../middleware/world.ts';
import type { Journal } from '../ports.ts';
import { journalTable } from './journal-table.ts';

const noteDays = 90;

/** No epoch as high is here. The pair is compared inside the condition, so that no other writer comes between. */
const isHigher = `(attribute_not_exists(#epoch) OR #epoch.#counter < :counter
  OR (#epoch.#counter = :counter AND #epoch.#region < :region))`;

/** The intent is the very one that is being written: our own attempt took effect, and its answer was lost. */
const isOurAttempt = `(#intent.#owner = :owner AND #intent.#calledAt = :calledAt
  AND #intent.#epoch.#counter = :counter AND #intent.#epoch.#region = :region
  AND attribute_not_exists(#intent.#verifiedAt) AND attribute_not_exists(#intent.#publishedAt))`;

/** The request is open: the very one that was read, in time, and not used but by our own attempt. */
const isOpenRequest = `#approval.#owner = :owner AND #approval.#askedAt = :askedAt
  AND #approval.#expiresAt >= :calledAt AND attribute_not_exists(#approval.#declinedAt)
  AND (attribute_not_exists(#approval.#usedAt) OR #approval.#usedAt = :calledAt)`;

const isIntentOfEpoch = '#intent.#epoch.#counter = :counter AND #intent.#epoch.#region = :region';

/** DynamoDB, one table per Region. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/ */
export const journal: Adapter<Journal> = (world) => {
  const table = journalTable(world);
  const incident = (datastore: string) => ({ datastore, item: 'incident' });

  return {
    readIncident: async (datastore) => (await table.read(incident(datastore), Incident)) ?? { datastore },

    /**
     * Never two owners (N10): it is free, or ours, or still exactly the claim that the caller judged. `yielding` is part
     * of that: an owner who stopped waiting meanwhile keeps it.
     */
    claim: (datastore, { claim, from }) => {
      const exactly = '#claim.#owner = :fromOwner AND #claim.#since = :fromSince AND #claim.#yielding = :fromYielding';
      return table.change(incident(datastore), {
        set: '#claim = :claim',
        when: `attribute_not_exists(#claim) OR #claim.#owner = :owner${from === undefined ? '' : ` OR (${exactly})`}`,
        values: {
          claim,
          owner: claim.owner,
          fromOwner: from?.owner,
          fromSince: from?.since,
          fromYielding: from?.yielding,
        },
      });
    },

    /** Only the owner's word changes how its claim is held. */
    setYielding: (datastore, owner, yielding) =>
      table.change(incident(datastore), {
        set: '#claim.#yielding = :yielding',
        when: '#claim.#owner = :owner',
        values: { owner, yielding },
      }),

    /** Nobody frees another's claim. One that is free already is released: our own attempt may have been answered late. */
    release: (datastore, owner) =>
      table.change(incident(datastore), {
        remove: '#claim',
        when: 'attribute_not_exists(#claim) OR #claim.#owner = :owner',
        values: { owner },
      }),

    /** One promotion call per epoch (N12), made by who holds the claim (N10), and epochs only grow. */
    accept: (datastore, intent, approval) =>
      table.change(incident(datastore), {
        set: `#intent = :intent, #epoch = :epoch${approval ? ', #approval.#usedAt = :calledAt' : ''}`,
        when: `#claim.#owner = :owner AND (${isHigher} OR ${isOurAttempt})${approval ? ` AND ${isOpenRequest}` : ''}`,
        values: {
          intent,
          epoch: intent.epoch,
          owner: intent.owner,
          calledAt: intent.calledAt,
          askedAt: approval?.askedAt,
          ...pair(intent.epoch),
        },
      }),

    /** One request at a time: whatever was asked before is void from now on. */
    ask: (datastore, request) =>
      table.change(incident(datastore), {
        set: '#approval = :approval, #claim.#yielding = :yielding',
        when: '#claim.#owner = :owner',
        values: { owner: request.owner, approval: request, yielding: true },
      }),

    noteDecline: (datastore, owner, declinedAt) =>
      table.change(incident(datastore), {
        set: '#approval.#declinedAt = :declinedAt',
        when: '#approval.#owner = :owner AND attribute_not_exists(#approval.#usedAt)',
        values: { owner, declinedAt },
      }),

    /** One separation call per epoch, made by who holds the claim; our own attempt may have been answered late. */
    noteSeparation: (datastore, epoch, { calledAt, approval: { owner, askedAt } }) =>
      table.change(incident(datastore), {
        set: '#intent.#separateCalledAt = :calledAt, #approval.#usedAt = :calledAt',
        when: `#claim.#owner = :owner AND #intent.#owner = :owner AND ${isIntentOfEpoch} AND ${isOpenRequest}
          AND (attribute_not_exists(#intent.#separateCalledAt) OR #intent.#separateCalledAt = :calledAt)`,
        values: { owner, calledAt, askedAt, ...pair(epoch) },
      }),

    /** Progress belongs to one epoch: a late writer never marks a newer intent as done. */
    noteProgress: async (datastore, epoch, progress) => {
      const noted = Object.entries(progress).filter(([, at]) => at !== undefined);
      if (noted.length === 0) return true;
      return table.change(incident(datastore), {
        set: noted.map(([name]) => `#intent.#${name} = :${name}`).join(', '),
        when: isIntentOfEpoch,
        values: { ...Object.fromEntries(noted), ...pair(epoch) },
      });
    },

    /** Never lowers the epoch: where an equal or higher one is remembered, there is nothing to do. */
    rememberEpoch: async (datastore, epoch) => {
      await table.change(incident(datastore), {
        set: '#epoch = :epoch',
        when: isHigher,
        values: { epoch, ...pair(epoch) },
      });
    },

    readProbe: (datastore) => table.read({ datastore, item: 'probe' }, ProbeMemory),
    writeProbe: (memory) => table.write({ datastore: memory.datastore, item: 'probe' }, memory),
    readReconcile: (datastore) => table.read({ datastore, item: 'reconcile' }, ReconcileMemory),
    writeReconcile: (memory) => table.write({ datastore: memory.datastore, item: 'reconcile' }, memory),

    note: (datastore, key, text) =>
      table.write(
        { datastore, item: `note#${key}` },
        { text, expiresAt: Math.floor(world.clock.now().getTime() / 1000) + noteDays * 86_400 },
      ),
  };
};

const pair = ({ counter, region }: Epoch) => ({ counter, region });
