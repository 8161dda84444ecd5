import { ClaimLost, RecordBusy, RecordConflict, Superseded } from '../contract/errors.ts';
import type { Intent, ReconcileMemory } from '../contract/journal.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import { dnsDiffers } from '../domain/dns-differs.ts';
import { nextEpoch } from '../domain/epoch.ts';
import { highestRecord } from '../domain/own-standing.ts';
import { publishedHosts, rememberHosts, unreadRecords } from '../domain/published-record.ts';
import type { Readings } from '../domain/readings.ts';
import type { Reconciliation } from '../domain/reconciliation.ts';
import { highestReadEpoch } from '../domain/weigh.ts';
import { changeRecord } from '../publication/change-record.ts';
import { stopWhileOff } from '../publication/guards.ts';
import { nudge } from '../publication/nudge.ts';
import { ownRecord } from '../publication/own-record.ts';
import { publishRecord } from '../publication/publish-record.ts';
import { confirmEndpoints } from './confirm-endpoints.ts';
import type { ReconcilePorts, Turn } from './reconcile-datastore.ts';
import { RecordNotChanged } from './record-not-changed.ts';

type Step = Exclude<Reconciliation, { kind: 'hold' }>;

interface Work {
  readonly next: Step;
  readonly readings: Readings;
  readonly memory: ReconcileMemory | undefined;
  /** Whether the switch lets anything be changed without people. */
  readonly allowed: boolean;
}

/**
 * Takes a step under the datastore's claim, never beside a live run; the claim of one that only waits is taken over.
 * Returns what it would have done where the switch forbids it, and nothing where there was nothing to do or it is done.
 * The switch is read again before each change: throws `SwitchedOff` where it was turned meanwhile.
 */
export const applyStep = async (ports: ReconcilePorts, turn: Turn, work: Work): Promise<string | undefined> => {
  const { next, readings, memory, allowed } = work;
  if (next.kind === 'settled' && !dnsDiffers(readings, next.record)) return undefined;
  if (!allowed)
    return next.kind === 'settled' ? 'the DNS record is to be changed' : `the step "${next.kind}" is to be taken`;

  const owner = `reconcile/${turn.requestId}`;
  const claim = { owner, since: ports.clock.now().toISOString(), yielding: false };
  if (!(await ports.journal.claim(turn.name, { claim, from: readings.incident.claim })))
    throw new ClaimLost('another run was faster');
  try {
    await take(ports, turn, { next, readings, memory, owner });
  } finally {
    await ports.journal.release(turn.name, owner);
  }
  return undefined;
};

const take = async (
  ports: ReconcilePorts,
  turn: Turn,
  { next, readings, memory, owner }: Omit<Work, 'allowed'> & { owner: string },
): Promise<void> => {
  const { name, datastore, settings } = turn;
  const known = knownHosts(readings, memory);
  switch (next.kind) {
    case 'settled':
      if (!next.record) return;
      await stillOn(ports, turn);
      return leadRecord(ports, { datastore, record: next.record, known });
    case 'copy':
      await confirmEndpoints(ports, { datastore, record: next.record });
      await stillOn(ports, turn);
      await publishRecord(ports, { here: settings.region, datastore, record: next.record });
      return ports.journal.rememberEpoch(name, next.record.epoch);
    case 'finish':
      if (readings.incident.intent) await publish(ports, turn, { intent: readings.incident.intent, readings, known });
      return;
    case 'adopt':
    case 'first': {
      const intent = intentOf(next.kind, { readings, owner, calledAt: ports.clock.now().toISOString() });
      if (!(await ports.journal.accept(name, intent))) throw new ClaimLost('the epoch was not ours to accept');
      return publish(ports, turn, { intent, readings, known });
    }
  }
};

/** What is wrong with the record itself has its own name; a call that failed is told with what it was for. */
const leadRecord = async (
  ports: ReconcilePorts,
  { datastore, record, known }: { datastore: Turn['datastore']; record: PublishedEndpoint; known: readonly string[] },
): Promise<void> => {
  await changeRecord(ports, { datastore, record, known }).catch((cause: unknown) => {
    const isNamed = cause instanceof RecordConflict || cause instanceof RecordBusy || cause instanceof Superseded;
    throw isNamed ? cause : new RecordNotChanged({ datastore, record, cause });
  });
};

/** What was read when the turn began may be half a minute old by now. */
const stillOn = (ports: ReconcilePorts, { name, datastore, settings: { region: here } }: Turn): Promise<void> =>
  stopWhileOff(ports, { here, name, datastore });

const publish = async (
  ports: ReconcilePorts,
  turn: Turn,
  { intent, readings, known }: { intent: Intent; readings: Readings; known: readonly string[] },
): Promise<void> => {
  const { name, datastore, settings } = turn;
  const here = settings.region;
  const record = await ownRecord(ports, { here, name, datastore, intent, previous: highestRecord(readings) });
  await stillOn(ports, turn);
  await publishRecord(ports, { here, datastore, record });
  await ports.journal.noteProgress(name, intent.epoch, { publishedAt: ports.clock.now().toISOString() });
  await nudge(ports, answeringOthers(readings));
  if (datastore.dns === 'none') return;
  await stillOn(ports, turn);
  await changeRecord(ports, { datastore, record, known }).catch((cause: unknown) => {
    throw new RecordNotChanged({ datastore, record, cause });
  });
};

/** Regions whose parameter could be read a moment ago: nobody waits for a dark one twice. */
const answeringOthers = ({ here, published }: Readings): string[] =>
  [...published].flatMap(([region, { outcome }]) => (region !== here && outcome === 'answered' ? [region] : []));

const intentOf = (
  kind: 'adopt' | 'first',
  { readings, owner, calledAt }: { readings: Readings; owner: string; calledAt: string },
): Intent => {
  const { here } = readings;
  return {
    epoch: nextEpoch(highestReadEpoch(readings), here, unreadRecords(readings)),
    owner,
    from: here,
    to: here,
    calledAt,
    kind,
    replaces: publishedHosts(readings),
  };
};

/** Endpoints by which an existing DNS record is recognised as ours. */
const knownHosts = (readings: Readings, memory: ReconcileMemory | undefined): string[] => [
  ...rememberHosts(memory?.knownHosts, readings),
  ...(readings.incident.intent?.replaces ?? []),
];
