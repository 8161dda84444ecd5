import fc from 'fast-check';
import { executions } from '../../../functions/aws/executions.ts';
import { toItem } from '../../../functions/aws/items.ts';
import { journal } from '../../../functions/aws/journal.ts';
import { OpenInput } from '../../../functions/contract/execution.ts';
import { StepInput } from '../../../functions/contract/run-state.ts';
import { assessHealth } from '../../../functions/handlers/assess-health.ts';
import { checkPromotion } from '../../../functions/handlers/check-promotion.ts';
import { openIncident } from '../../../functions/handlers/open-incident.ts';
import { probe } from '../../../functions/handlers/probe.ts';
import { promoteRegion } from '../../../functions/handlers/promote-region.ts';
import { publishParameters } from '../../../functions/handlers/publish-parameters.ts';
import { reconcile } from '../../../functions/handlers/reconcile.ts';
import { updateDns } from '../../../functions/handlers/update-dns.ts';
import type { Ports } from '../../../functions/ports.ts';
import { damagedText, shaped } from '../arbitraries.ts';
import { type Ingress, played } from '../ingress.ts';
import { ago, aRun, datastore, east, execution, instant, now, otherExecution, probeMemory, west } from '../samples.ts';
import { healthy, type Scene } from '../scene.ts';
import { type Act, runStep, unchecked } from '../step-in-scene.ts';
import { type Asked, wireWorld } from '../wire.ts';

const wire = wireWorld(healthy);
const journalOverBytes = journal(wire.world);
const executionsOverBytes = executions(wire.world);

const claim = { owner: otherExecution, since: instant(ago(600)), yielding: false };
const intent = {
  epoch: { counter: 9, region: east },
  owner: otherExecution,
  from: west,
  to: east,
  calledAt: instant(ago(300)),
  kind: 'promote',
  replaces: ['evil.example'],
};
const incident = { datastore, item: 'incident', claim, intent, epoch: intent.epoch };
const { claim: _, ...unclaimed } = incident;
const items: Readonly<Record<string, readonly object[]>> = {
  incident: [
    { datastore, item: 'incident', epoch: { counter: 1, region: east } },
    incident,
    unclaimed,
    {
      ...unclaimed,
      intent: { ...intent, owner: execution.id, to: west, from: east },
      claim: { ...claim, owner: execution.id },
    },
    { ...unclaimed, intent: { ...intent, calledAt: instant(now + 86_400_000) } },
    { ...incident, claim: { ...claim, owner: 'reconcile/x', since: instant(now + 86_400_000) } },
  ],
  probe: [
    { ...probeMemory(), item: 'probe' },
    {
      ...probeMemory(),
      item: 'probe',
      shards: [{ ...probeMemory().shards[0], heartbeatCount: undefined, position: 1e15 }],
    },
  ],
  reconcile: [
    { datastore, item: 'reconcile', sawItselfSecondary: true, secondaryAtEpoch: intent.epoch, attempts: 3 },
    {
      datastore,
      item: 'reconcile',
      sawItselfSecondary: true,
      attempts: 0,
      knownHosts: ['evil.example'],
      downSince: instant(ago(60)),
    },
  ],
};
const ended = { executionArn: otherExecution, status: 'FAILED', startDate: ago(900) / 1000, stopDate: ago(200) / 1000 };

type StateAct = Act<StepInput>;

const acts = {
  open: (scene: Scene, attacked: Partial<Ports>) =>
    runStep(scene, { schema: OpenInput, act: openIncident, event: { request: { datastore }, execution }, attacked }),
  assess: (scene: Scene, attacked: Partial<Ports>) => state(scene, assessHealth, attacked),
  promote: (scene: Scene, attacked: Partial<Ports>) => state(scene, promoteRegion, attacked),
  check: (scene: Scene, attacked: Partial<Ports>) => state(scene, checkPromotion, attacked),
  publish: (scene: Scene, attacked: Partial<Ports>) => state(scene, publishParameters, attacked),
  dns: (scene: Scene, attacked: Partial<Ports>) => state(scene, updateDns, attacked),
  probe: (scene: Scene, attacked: Partial<Ports>) =>
    runStep(scene, { ...unchecked((ports, settings) => () => probe(ports, settings)({ looks: 1 })), attacked }),
  reconcile: (scene: Scene, attacked: Partial<Ports>) => runStep(scene, { ...unchecked(reconcile), attacked }),
} as const;
type Name = keyof typeof acts;

const state = (scene: Scene, act: StateAct, attacked: Partial<Ports>): Promise<unknown> =>
  runStep(scene, { schema: StepInput, act, event: { state: { run: aRun } }, attacked });

interface Told {
  readonly act: Name;
  readonly here: string;
  /** Item by name, as DynamoDB answers it; what is not there is answered truthfully. */
  readonly items: Readonly<Record<string, string>>;
  readonly owner: string;
}

const itemText = (value: unknown): string => {
  try {
    return JSON.stringify({ Item: toItem(Object(value)) });
  } catch {
    // A value that no attribute holds, such as an undefined member of a list.
    return '{}';
  }
};

const keyed = (text: (item: string) => fc.Arbitrary<string>): fc.Arbitrary<Readonly<Record<string, string>>> =>
  fc
    .array(
      fc.constantFrom(...Object.keys(items)).chain((item) => text(item).map((body) => [item, body] as const)),
      { minLength: 1, maxLength: 3 },
    )
    .map((entries) => Object.fromEntries(entries));

const told = (text: (item: string) => fc.Arbitrary<string>, owner: fc.Arbitrary<string>): fc.Arbitrary<unknown> =>
  fc.record({
    act: fc.constantFrom(...(Object.keys(acts) as Name[]), 'reconcile', 'reconcile', 'reconcile'),
    here: fc.constantFrom(west, east),
    items: keyed(text),
    owner,
  });

const itemOf = ({ body }: Asked): string => /"item":\{"S":"(\w+)/.exec(body)?.[1] ?? '';

const answered = ({ items, owner }: Told, asked: Asked): string => {
  if (asked.operation === 'DescribeExecution') return owner;
  return asked.operation === 'GetItem' ? (items[itemOf(asked)] ?? '{}') : '{}';
};

const play = (input: unknown) => {
  const told = input as Told;
  return played({
    situation: { ...healthy, here: told.here },
    act: (scene) => {
      wire.answerWith((asked) => ({ body: answered(told, asked) }));
      const status = executionsOverBytes.status;
      return acts[told.act](scene, { journal: journalOverBytes, executions: { ...scene.ports.executions, status } });
    },
  });
};

const soundItems = (item: string): fc.Arbitrary<string> => shaped<unknown>(...(items[item] ?? [])).map(itemText);
const soundOwner = fc.constant(JSON.stringify(ended));

/** What somebody who may write the journal, and nothing else, can put there. */
export const journalItems: Ingress = {
  name: 'journal',
  readBy: 'DynamoDB from bytes, every step that reads the journal; the other ports in memory',
  weight: 8,
  shaped: told(soundItems, soundOwner),
  raw: told((item) => damagedText(...(items[item] ?? []).map(itemText)), soundOwner),
  play,
};

export const ownerStates: Ingress = {
  name: 'owner',
  readBy: 'Step Functions from bytes, OpenIncident and Reconcile; the other ports in memory',
  weight: 5,
  shaped: told(
    (item) => fc.constantFrom(...(items[item] ?? [])).map(itemText),
    shaped<unknown>(ended).map((value) => JSON.stringify(value) ?? ''),
  ),
  raw: told((item) => fc.constantFrom(...(items[item] ?? [])).map(itemText), damagedText(JSON.stringify(ended))),
  play,
};
