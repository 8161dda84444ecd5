import { expect, test } from '@jest/globals';
import { askForHelp } from '../../functions/handlers/ask-for-help.ts';
import { assessHealth } from '../../functions/handlers/assess-health.ts';
import { checkPromotion } from '../../functions/handlers/check-promotion.ts';
import { openIncident } from '../../functions/handlers/open-incident.ts';
import { promoteRegion } from '../../functions/handlers/promote-region.ts';
import { publishParameters } from '../../functions/handlers/publish-parameters.ts';
import { receiveAlarm } from '../../functions/handlers/receive-alarm.ts';
import { updateDns } from '../../functions/handlers/update-dns.ts';
import { verifyCutover } from '../../functions/handlers/verify-cutover.ts';
import type { Ports } from '../../functions/ports.ts';
import { poisonTexts } from '../../sandbox/fuzz/poison.ts';
import { type Stage, stage } from '../support/ports.ts';
import { aRun, executionOf } from '../support/run.ts';
import { realAlarm } from './spoofed-alarms.ts';

/** What is told to people and machines, who may read what came in; everything else is a sink of identifiers. */
const telling: readonly string[] = ['log', 'pager', 'bus', 'clock'];

/** The stage's ports, with every argument that goes into one kept as JSON: paths, ids, names, keys, batches, dimensions. */
const listening = (it: Stage): { ports: Ports; heard: string[] } => {
  const heard: string[] = [];
  const listen = (port: object): object =>
    Object.fromEntries(
      Object.entries(port).map(([name, call]) => [
        name,
        typeof call !== 'function'
          ? call
          : (...args: unknown[]) => {
              heard.push(JSON.stringify(args) ?? '');
              return call(...args);
            },
      ]),
    );
  const wrapped = Object.entries(it.ports).map(([name, port]) => [name, telling.includes(name) ? port : listen(port)]);
  // The same ports under the same names.
  return { ports: Object.fromEntries(wrapped) as Ports, heard };
};

/** Marked, so that it is found wherever it goes; without what a JSON string would write differently. */
const injected = poisonTexts.filter((text) => text.length < 300).map((text) => `x1nj3ct3d${text}`);

const ways: Readonly<Record<string, (ports: Ports, it: Stage, text: string) => Promise<unknown>>> = {
  'the name of an alarm': (ports, { settings }, text) =>
    receiveAlarm(ports, settings)(realAlarm({ data: { alarmName: text } })),
  'the datastore in the name of an alarm': (ports, { settings }, text) =>
    receiveAlarm(ports, settings)(realAlarm({ data: { alarmName: `failover-${text}-primary-down` } })),
  'the ARN of an alarm': (ports, { settings }, text) =>
    receiveAlarm(
      ports,
      settings,
    )(realAlarm({ event: { alarmArn: `arn:aws:cloudwatch:us-west-2:111122223333:alarm:${text}` } })),
  'the Region of an alarm': (ports, { settings }, text) =>
    receiveAlarm(ports, settings)(realAlarm({ event: { region: text } })),
  'the instant of an alarm': (ports, { settings }, text) =>
    receiveAlarm(ports, settings)(realAlarm({ state: { timestamp: text } })),
  'the reason of an alarm': (ports, { settings }, text) =>
    receiveAlarm(ports, settings)(realAlarm({ state: { reason: text } })),
  'the datastore of a request': (ports, { settings }, text) =>
    openIncident(ports, settings)({ request: { datastore: text }, execution: executionOf('run-1') }),
  'the reason of a request': (ports, { settings }, text) =>
    openIncident(
      ports,
      settings,
    )({ request: { datastore: 'sessions', reason: text }, execution: executionOf('run-1') }),
  'who requested it': (ports, { settings }, text) =>
    openIncident(
      ports,
      settings,
    )({ request: { datastore: 'sessions', requestedBy: text }, execution: executionOf('run-1') }),
  'a guard to waive': (ports, { settings }, text) =>
    openIncident(
      ports,
      settings,
    )({ request: { datastore: 'sessions', override: [text] }, execution: executionOf('run-1') }),
  'the primary that a request expects': (ports, { settings }, text) =>
    openIncident(
      ports,
      settings,
    )({ request: { datastore: 'sessions', expectedPrimary: text }, execution: executionOf('run-1') }),
  'the datastore of a state, in each step': async (ports, { settings }, text) => {
    const input = { state: { run: aRun({ datastore: text }) } };
    const steps = [assessHealth, promoteRegion, checkPromotion, publishParameters, updateDns, verifyCutover];
    await Promise.allSettled(steps.map((step) => step(ports, settings)(input)));
  },
  'the datastore of a failure': (ports, { settings }, text) =>
    askForHelp(
      ports,
      settings,
    )({ state: { datastore: text, error: { Error: text, Cause: text } }, execution: executionOf('run-1') }),
};

test.each(Object.entries(ways))('N22: %s goes into no ARN, path, name, key, batch or dimension', async (_, way) => {
  for (const text of injected) {
    const it = stage();
    const { ports, heard } = listening(it);
    await way(ports, it, text).catch(() => {});
    expect(heard.filter((said) => said.includes('x1nj3ct3d'))).toEqual([]);
    expect(it.hooks.changes).toEqual([]);
  }
});

test('the ears hear: what goes into a sink is found', async () => {
  const it = stage();
  const { ports, heard } = listening(it);
  await ports.parameters.read('us-west-2', '/x1nj3ct3d');
  expect(heard.join()).toContain('x1nj3ct3d');
});

test('N22: what people read of it is one harmless line each', async () => {
  for (const text of injected) {
    const it = stage();
    await askForHelp(
      it.ports,
      it.settings,
    )({
      state: { datastore: text, error: { Error: text, Cause: text } },
      execution: executionOf('run-1'),
    });
    const [page] = it.pages;
    expect(page?.subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    expect(page?.body).not.toMatch(/[^\P{Cc}\n]|[\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/u);
  }
});
