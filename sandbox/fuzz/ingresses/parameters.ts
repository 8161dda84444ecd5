import fc from 'fast-check';
import { parameters } from '../../../functions/aws/parameters.ts';
import { names } from '../../../functions/contract/names.ts';
import { StepInput } from '../../../functions/contract/run-state.ts';
import { promoteRegion } from '../../../functions/handlers/promote-region.ts';
import { reconcile } from '../../../functions/handlers/reconcile.ts';
import { damagedText, poisonValue, shaped } from '../arbitraries.ts';
import { type Ingress, played } from '../ingress.ts';
import { ago, aRun, datastore, east, endpointOf, instant, now, publishedRecord, west } from '../samples.ts';
import { healthy, lost, type Scene } from '../scene.ts';
import { runStep, unchecked } from '../step-in-scene.ts';
import { type Answer, type Asked, wireWorld } from '../wire.ts';
import { switchTexts } from './people.ts';

const wire = wireWorld(healthy);
const overBytes = parameters(wire.world);

/** A parameter as Parameter Store answers it; a whole answer of another shape where `whole` is given. */
const answerOf = (value: unknown): Answer => ({
  body: JSON.stringify({ Parameter: { Name: 'n', Type: 'String', Value: value, Version: 3 } }) ?? '',
});

/** Reads of the attacked parameter are answered from bytes, all others from memory. */
const attack = (
  scene: Scene,
  attacked: (region: string, name: string) => boolean,
  answer: (asked: Asked) => Answer,
) => {
  wire.answerWith(answer);
  return {
    parameters: {
      ...scene.ports.parameters,
      read: (region: string, name: string) =>
        attacked(region, name) ? overBytes.read(region, name) : scene.ports.parameters.read(region, name),
    },
  };
};

const isSwitch = (_: string, name: string): boolean => name === names.switchParameter(datastore);
const sent = (text: unknown): boolean => {
  const word = /"automation":"(\w+)"/.exec(String(text))?.[1] ?? String(text).trim();
  return word === 'auto';
};

export const switchValues: Ingress = {
  name: 'switch',
  readBy: 'Parameter Store from bytes, PromoteRegion over an outage; the other ports in memory',
  weight: 6,
  shaped: switchTexts.shaped,
  raw: switchTexts.raw,
  play: (text) =>
    played({
      situation: lost,
      act: (scene) =>
        runStep(scene, {
          schema: StepInput,
          act: promoteRegion,
          event: { state: { run: aRun } },
          attacked: attack(scene, isSwitch, () => answerOf(text)),
        }),
      permits: () => sent(text),
    }),
};

const higher = { ...publishedRecord(7), promotedAt: instant(ago(7200)) };
const records: readonly unknown[] = [
  publishedRecord(),
  higher,
  { ...higher, primary: 'evil.example', reader: 'evil.example' },
  { ...higher, primary: `${endpointOf(east)}.evil.example` },
  { ...higher, primaryRegion: west, epoch: { counter: 7, region: west }, primary: endpointOf(west) },
  { ...higher, epoch: { counter: 999_999_999_999, region: east } },
  { ...higher, epoch: { counter: Number.MAX_SAFE_INTEGER, region: east } },
  { ...higher, promotedAt: instant(now + 365 * 86_400_000) },
  { ...higher, separated: true, primaryRegion: west },
  { ...higher, port: 1, tls: false },
];

type Where = 'here' | 'elsewhere' | 'everywhere';
const whereabouts: fc.Arbitrary<Where> = fc.constantFrom('here', 'elsewhere', 'everywhere');

interface Published {
  readonly where: Where;
  readonly here: string;
  readonly act: 'promote' | 'reconcile';
  readonly answer: Answer;
}

const scenes = {
  where: whereabouts,
  here: fc.constantFrom(west, east),
  act: fc.constantFrom('promote' as const, 'reconcile' as const, 'reconcile' as const),
};

export const publishedValues: Ingress = {
  name: 'published',
  readBy: 'Parameter Store from bytes, Reconcile and PromoteRegion; the other ports in memory',
  weight: 8,
  shaped: fc.record({
    ...scenes,
    answer: shaped(...records).map((value) => answerOf(JSON.stringify(value) ?? '')),
  }),
  raw: fc.record({
    ...scenes,
    answer: fc.oneof(
      { weight: 4, arbitrary: damagedText(...records.map((value) => JSON.stringify(value))).map(answerOf) },
      { weight: 1, arbitrary: poisonValue.map((value) => ({ body: JSON.stringify({ Parameter: value }) ?? '' })) },
      { weight: 1, arbitrary: damagedText('{"Parameter":{"Value":"{}","Version":1}}').map((body) => ({ body })) },
    ),
  }),
  play: (input) => {
    const { where, here, act, answer } = input as Published;
    const attacked = (region: string, name: string): boolean =>
      name === names.endpointParameter(datastore) &&
      (where === 'everywhere' || (region === here) === (where === 'here'));
    return played({
      situation: { ...healthy, here },
      act: (scene) =>
        act === 'promote'
          ? runStep(scene, {
              schema: StepInput,
              act: promoteRegion,
              event: { state: { run: aRun } },
              attacked: attack(scene, attacked, () => answer),
            })
          : runStep(scene, { ...unchecked(reconcile), attacked: attack(scene, attacked, () => answer) }),
    });
  },
};
