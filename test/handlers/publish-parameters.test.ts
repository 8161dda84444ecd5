import { expect, test } from '@jest/globals';
import type { Intent } from '../../functions/contract/journal.ts';
import { canonical } from '../../functions/domain/published-record.ts';
import { publishParameters } from '../../functions/handlers/publish-parameters.ts';
import { assessmentOf } from '../support/assessment.ts';
import { endpointParameter, type Stage, stage, switchParameter } from '../support/ports.ts';
import { recordOf } from '../support/readings.ts';
import { aRun, claimBy, setIncident } from '../support/run.ts';
import { ago, east, instant, now, west } from '../support/sessions.ts';
import { third, threeView } from '../support/three-regions.ts';

const run = aRun();
const intent: Intent = {
  epoch: { counter: 2, region: west },
  owner: run.execution.id,
  from: east,
  to: west,
  calledAt: instant(ago(10)),
  kind: 'promote',
  replaces: [],
};
/** us-west-2 is promoted, verified, and about to be published. */
const promoted = (parts: Partial<Intent> = {}): Stage => {
  const it = stage();
  it.reality.primary = west;
  it.reality.dark.clear();
  setIncident(it.ports.journal.incidents, {
    claim: claimBy(run.execution.id),
    intent: { ...intent, ...parts },
    epoch: intent.epoch,
  });
  return it;
};
const publish = (it: Stage, of = run) => publishParameters(it.ports, it.settings)({ state: { run: of } });
const published = ({ ports }: Stage) => ports.parameters.current(west, endpointParameter)?.value;
const record = recordOf(west, 2, { promotedAt: instant(ago(10)) });

test('publishes this Region under the intent’s epoch, notes it, then nudges the others', async () => {
  const it = promoted();
  expect(await publish(it)).toEqual({ record, version: 2, nudged: [east] });
  expect(published(it)).toBe(canonical(record));
  expect(it.hooks.changes).toEqual([`write ${endpointParameter}`, `nudge ${east}`]);
  expect(it.ports.journal.incidents.get('sessions')?.intent?.publishedAt).toBe(instant(now));
});

test('may be retried: the same again changes nothing', async () => {
  const it = promoted();
  const first = await publish(it);
  expect(await publish(it)).toEqual(first);
  expect(it.hooks.changes.filter((change) => change.startsWith('write'))).toHaveLength(1);
});

test('a nudge that fails is not missed: the others look every minute', async () => {
  const it = promoted();
  it.hooks.fail(`functions.nudge ${east}`);
  expect(await publish(it)).toMatchObject({ nudged: [] });
});

test.each<[error: string, what: string, happen: (it: Stage) => void]>([
  [
    'ClaimLost',
    'another run holds the datastore',
    ({ ports }) => setIncident(ports.journal.incidents, { claim: claimBy('another') }),
  ],
  ['ClaimLost', 'nobody does', ({ ports }) => setIncident(ports.journal.incidents, { claim: undefined })],
  [
    'ClaimLost',
    "the intent is another run's",
    ({ ports }) => setIncident(ports.journal.incidents, { intent: { ...intent, owner: 'another' } }),
  ],
  ['SwitchedOff', 'the switch was turned off', ({ ports }) => ports.parameters.set(west, switchParameter, 'off')],
  [
    'SwitchedOff',
    'the switch was turned to observe',
    ({ ports }) => ports.parameters.set(west, switchParameter, 'observe'),
  ],
  ['SwitchedOff', 'the switch became unreadable', ({ ports }) => ports.parameters.set(west, switchParameter, '?')],
  [
    'Superseded',
    'a higher epoch is published here',
    ({ ports }) => ports.parameters.set(west, endpointParameter, canonical(recordOf(east, 3))),
  ],
  [
    'PublicationFailed',
    'its own view still names the primary of before: it is read again',
    ({ reality }) => {
      reality.primary = east;
    },
  ],
  [
    'PublicationFailed',
    'its own view names no primary',
    ({ reality }) => reality.views.set(west, threeView('nowhere')),
  ],
  [
    'AnotherRegionPromoted',
    'a third Region is the primary',
    ({ reality }) => reality.views.set(west, threeView(third)),
  ],
])('%s, and nothing is published: %s', async (name, _, happen) => {
  const it = promoted();
  happen(it);
  await expect(publish(it)).rejects.toMatchObject({ name });
  expect(it.hooks.changes).toEqual([]);
});

test("a human's run goes on with the switch off", async () => {
  const it = promoted();
  it.ports.parameters.set(west, switchParameter, 'off');
  expect(await publish(it, aRun({ trigger: 'manual' }))).toMatchObject({ version: 2 });
});

test('an adopted Region that is published already keeps its promotion time', async () => {
  const it = promoted({ kind: 'adopt', from: west });
  it.ports.parameters.set(west, endpointParameter, canonical(recordOf(west, 1, { promotedAt: instant(ago(999)) })));
  expect((await publish(it)).record).toMatchObject({ epoch: { counter: 2 }, promotedAt: instant(ago(999)) });
});

test('a primary Region that was found dark is not nudged: nothing waits for it', async () => {
  const it = promoted();
  const dark = { by: 'primaryApi', verdict: 'down', outside: true, detail: 'dark' } as const;
  const assessment = assessmentOf({ roles: { primary: east, here: 'SECONDARY', disagree: [] }, confirmations: [dark] });
  const run = aRun();
  expect(await publishParameters(it.ports, it.settings)({ state: { run, assessment } })).toMatchObject({ nudged: [] });
  expect(await publishParameters(it.ports, it.settings)({ state: { run } })).toMatchObject({ nudged: [east] });
});

test('where its own API does not answer, nothing is published', async () => {
  const it = promoted();
  it.reality.dark.add(west);
  await expect(publish(it, aRun({ trigger: 'manual' }))).rejects.toMatchObject({ name: 'PublicationFailed' });
  expect(it.hooks.changes).toEqual([]);
});
