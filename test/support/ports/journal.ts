import type { Epoch } from '../../../functions/contract/epoch.ts';
import type { Incident, Intent, ProbeMemory, ReconcileMemory } from '../../../functions/contract/journal.ts';
import { compareEpochs, formatEpoch } from '../../../functions/domain/epoch.ts';
import type { Journal } from '../../../functions/ports.ts';
import type { Hooks } from './hooks.ts';

/** The journal in memory: the same conditions as the table's, and what it holds open for tests to read and set. */
export interface JournalTwin extends Journal {
  readonly incidents: Map<string, Incident>;
  readonly probes: Map<string, ProbeMemory>;
  readonly reconciles: Map<string, ReconcileMemory>;
  readonly notes: Map<string, string>;
}

export const journalTwin = (hooks: Hooks): JournalTwin => {
  const incidents = new Map<string, Incident>();
  const probes = new Map<string, ProbeMemory>();
  const reconciles = new Map<string, ReconcileMemory>();
  const notes = new Map<string, string>();
  const incident = (datastore: string): Incident => incidents.get(datastore) ?? { datastore };

  /** A compare-and-set: `next` says what to write, or that the condition does not hold. */
  const change = (call: string, datastore: string, next: (before: Incident) => Incident | undefined) =>
    hooks.around(`journal.${call}`, () => {
      const after = next(incident(datastore));
      if (!after) return false;
      incidents.set(datastore, after);
      return true;
    });
  const isHigher = (epoch: Epoch, before: Incident): boolean => !before.epoch || compareEpochs(epoch, before.epoch) > 0;

  return {
    incidents,
    probes,
    reconciles,
    notes,
    readIncident: (datastore) => hooks.around('journal.readIncident', () => incident(datastore)),
    claim: (datastore, { claim, from }) =>
      change('claim', datastore, (before) => {
        const found = before.claim;
        const same =
          from !== undefined &&
          found?.owner === from.owner &&
          found.since === from.since &&
          found.yielding === from.yielding;
        return !found || found.owner === claim.owner || same ? { ...before, claim } : undefined;
      }),
    setYielding: (datastore, owner, yielding) =>
      change('setYielding', datastore, (before) =>
        before.claim?.owner === owner ? { ...before, claim: { ...before.claim, yielding } } : undefined,
      ),
    release: (datastore, owner) =>
      change('release', datastore, ({ claim, ...before }) => (!claim || claim.owner === owner ? before : undefined)),
    accept: (datastore, intent, approval) =>
      change('accept', datastore, (before) => {
        if (before.claim?.owner !== intent.owner || !isHigher(intent.epoch, before)) return undefined;
        const request = before.approval;
        const open =
          request?.owner === intent.owner &&
          request.askedAt === approval?.askedAt &&
          request.expiresAt >= intent.calledAt &&
          !request.declinedAt &&
          !request.usedAt;
        if (approval && !open) return undefined;
        hooks.changes.push(`accept ${formatEpoch(intent.epoch)}`);
        const used = approval && request ? { approval: { ...request, usedAt: intent.calledAt } } : {};
        return { ...before, intent, epoch: intent.epoch, ...used };
      }),
    ask: (datastore, request) =>
      change('ask', datastore, (before) =>
        before.claim?.owner === request.owner
          ? { ...before, approval: request, claim: { ...before.claim, yielding: true } }
          : undefined,
      ),
    noteDecline: (datastore, owner, declinedAt) =>
      change('noteDecline', datastore, (before) =>
        before.approval?.owner === owner && !before.approval.usedAt
          ? { ...before, approval: { ...before.approval, declinedAt } }
          : undefined,
      ),
    noteSeparation: (datastore, epoch, { calledAt, approval }) =>
      change('noteSeparation', datastore, (before) => {
        const { claim, intent, approval: open } = before;
        const isOurs = intent?.owner === approval.owner && claim?.owner === approval.owner;
        if (!isOurs || compareEpochs(intent.epoch, epoch) !== 0 || intent.separateCalledAt) return undefined;
        if (open?.owner !== approval.owner || open.askedAt !== approval.askedAt || open.usedAt) return undefined;
        hooks.changes.push(`note separation ${formatEpoch(epoch)}`);
        return {
          ...before,
          intent: { ...intent, separateCalledAt: calledAt },
          approval: { ...open, usedAt: calledAt },
        };
      }),
    noteProgress: (datastore, epoch, progress) =>
      change('noteProgress', datastore, (before) =>
        before.intent && compareEpochs(before.intent.epoch, epoch) === 0
          ? { ...before, intent: { ...before.intent, ...progress } satisfies Intent }
          : undefined,
      ),
    rememberEpoch: async (datastore, epoch) => {
      await change('rememberEpoch', datastore, (before) =>
        isHigher(epoch, before) ? { ...before, epoch } : undefined,
      );
    },
    readProbe: (datastore) => hooks.around('journal.readProbe', () => probes.get(datastore)),
    writeProbe: (memory) => hooks.around('journal.writeProbe', () => void probes.set(memory.datastore, memory)),
    readReconcile: (datastore) => hooks.around('journal.readReconcile', () => reconciles.get(datastore)),
    writeReconcile: (memory) =>
      hooks.around('journal.writeReconcile', () => void reconciles.set(memory.datastore, memory)),
    note: (_, key, text) => hooks.around('journal.note', () => void notes.set(key, text)),
  };
};
