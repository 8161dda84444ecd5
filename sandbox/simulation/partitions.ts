import { route53Place } from '../network.ts';
import type { Stage } from '../scenarios/stage.ts';

/** A way in which the world falls apart without anything being dead. */
export interface Partition {
  /** Kebab case, unique. */
  readonly name: string;
  readonly about: string;
  readonly apply: (stage: Stage) => void;
}

const one = (name: string, about: string, apply: Partition['apply']): Partition => ({ name, about, apply });

/** Every cut or bad link is ended by `stage.network.healAll`. `preferred` is where automation would promote. */
export const partitions: readonly Partition[] = [
  one('replication-only', 'data stops between the Regions, everything else works', ({ network, primary, preferred }) =>
    network.cut(primary, preferred, 'replication'),
  ),
  one('replication-towards-secondary', 'what the primary sends is lost, acknowledgements are not', (stage) =>
    stage.network.cutOneWay(stage.primary, stage.preferred, 'replication'),
  ),
  one('replication-towards-primary', 'the secondary gets data, and its acknowledgements are lost', (stage) =>
    stage.network.cutOneWay(stage.preferred, stage.primary, 'replication'),
  ),
  one('cache-path-only', 'TouchCache does not reach the primary, data arrives', ({ network, primary, preferred }) =>
    network.cut(preferred, primary, 'cache'),
  ),
  one('cache-answers-lost', 'what TouchCache writes is stored, and no answer comes back', (stage) =>
    stage.network.cutOneWay(stage.primary, stage.preferred, 'cache'),
  ),
  one('api-only', "the primary Region's AWS is dark from the secondary, data and caches are not", (stage) =>
    stage.network.cut(stage.preferred, stage.primary, 'api'),
  ),
  one('api-answers-lost', 'requests arrive in the primary Region, and their answers are lost', (stage) =>
    stage.network.cutOneWay(stage.primary, stage.preferred, 'api'),
  ),
  one('api-requests-lost', 'requests to the primary Region are lost on the way', (stage) =>
    stage.network.cutOneWay(stage.preferred, stage.primary, 'api'),
  ),
  one('link-between-members', 'primary and secondary lose each other; the witness and clients reach both', (stage) =>
    stage.network.cut(stage.primary, stage.preferred),
  ),
  one('data-plane-only', 'neither data nor TouchCache cross the link, AWS does', ({ network, primary, preferred }) => {
    network.cut(primary, preferred, 'replication');
    network.cut(primary, preferred, 'cache');
  }),
  one('witness-primary', 'the witness does not reach the primary Region', ({ network, witness, primary }) =>
    network.cut(witness, primary),
  ),
  one('witness-secondary', 'the secondary does not reach the witness', ({ network, witness, preferred }) =>
    network.cut(witness, preferred),
  ),
  one('witness-alone', 'the witness reaches nobody', ({ network, witness, regions }) => {
    for (const region of regions) network.cut(witness, region);
  }),
  one('witness-and-secondary-against-primary', 'both lose the primary Region; its own clients are fine', (stage) => {
    const { network, witness, preferred, primary } = stage;
    network.cut(witness, primary);
    network.cut(preferred, primary);
  }),
  one('secondary-alone', 'the secondary reaches no other Region', ({ network, regions, witness, preferred }) => {
    for (const region of [...regions, witness]) if (region !== preferred) network.cut(preferred, region);
  }),
  one('every-region-an-island', 'no Region reaches another one', ({ network, regions, witness }) => {
    const all = [...regions, witness];
    for (const a of all) for (const b of all) if (a < b) network.cut(a, b);
  }),
  one('route53-from-secondary', 'the secondary does not reach the control plane of Route 53', (stage) =>
    stage.network.cut(stage.preferred, route53Place),
  ),
  one('route53-down', 'the control plane of Route 53 is down', ({ network }) => network.route53('down')),
  one('clients-of-secondary', 'applications beside the secondary do not reach the primary', (stage) =>
    stage.network.cut(stage.preferred, stage.primary, 'clients'),
  ),
  one('clients-everywhere', 'no application reaches a cache of another Region', ({ network, regions }) => {
    for (const a of regions) for (const b of regions) if (a < b) network.cut(a, b, 'clients');
  }),
  one('lossy-5', 'one packet in twenty is lost between the members', ({ network, primary, preferred }) =>
    network.quality(primary, preferred, { loss: 0.05 }),
  ),
  one('lossy-30', 'three packets in ten are lost between the members', ({ network, primary, preferred }) =>
    network.quality(primary, preferred, { loss: 0.3 }),
  ),
  one('slow-2s', 'everything between the members takes two seconds', ({ network, primary, preferred }) =>
    network.quality(primary, preferred, { delayMs: 2_000 }),
  ),
  one('slow-cache', 'TouchCache is slow, AWS is not', ({ network, primary, preferred }) =>
    network.quality(preferred, primary, { delayMs: 1_200 }, 'cache'),
  ),
  one('lossy-witness', 'the witness sees the primary Region through a bad link', ({ network, witness, primary }) =>
    network.quality(witness, primary, { loss: 0.3, delayMs: 500 }),
  ),
  one('flapping-link', 'the link between the members comes and goes with the period of the alarms', (stage) => {
    const { network, primary, preferred } = stage;
    for (let beat = 0; beat < 12; beat += 1) {
      stage.after(beat * 20_000, () => network.cut(primary, preferred));
      stage.after(beat * 20_000 + 10_000, () => network.mend(primary, preferred));
    }
  }),
  one('cut-of-43-seconds', 'the members lose each other for 43 seconds', (stage) => {
    stage.network.cut(stage.primary, stage.preferred);
    stage.after(43_000, () => stage.network.mend(stage.primary, stage.preferred));
  }),
];
