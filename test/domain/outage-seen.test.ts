import { expect, test } from '@jest/globals';
import { outageSeen } from '../../functions/domain/outage-seen.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { answered, failed, primaryLost, probeMemory, recordOf, shardLook, touchAnswer } from '../support/readings.ts';
import { ago, groupView, west } from '../support/sessions.ts';

const touched = (parts: Parameters<typeof touchAnswer>[0]) => ({ touch: answered(touchAnswer(parts)) });
const moving = { local: { reach: 'alive' as const, shards: [shardLook({ offset: { stream: 'a', position: 101 } })] } };

test.each<[seen: 'seen' | 'not' | 'unknown', why: string, Partial<Readings>]>([
  ['seen', 'nothing arrives, and the primary is not reached', {}],
  ['seen', 'bad for exactly the persistence', { probe: probeMemory({ badSince: ago(20) }) }],
  ['unknown', 'bad for less', { probe: probeMemory({ badSince: ago(20) + 1 }) }],
  ['unknown', 'the last look was not all bad', { probe: probeMemory({ badSince: undefined }) }],
  [
    'unknown',
    'Probe has not looked for more than three of its intervals',
    { probe: probeMemory({ lookedAt: ago(30) - 1 }) },
  ],
  ['seen', 'Probe last looked three of its intervals ago', { probe: probeMemory({ lookedAt: ago(30) }) }],
  ['not', 'data arrives', touched(moving)],
  ['unknown', 'TouchCache cannot tell', { touch: failed('unknown') }],
  ['not', 'the primary takes a write', touched({ remote: { reach: 'alive', wrote: true } })],
  ['not', 'the primary answers', touched({ remote: { reach: 'alive', wrote: false, refusal: 'LOADING' } })],
  ['seen', 'the network has no opinion', { probe: probeMemory({ primaryReachedAt: undefined }) }],
  ['not', 'this Region is the primary', { groups: new Map([[west, answered(groupView(west))]]) }],
  [
    'not',
    'a Region is published as separated',
    { published: new Map([[west, answered(recordOf(west, 2, { separated: true }))]]) },
  ],
  ['unknown', 'the own role is not known', { groups: new Map([[west, failed('dark')]]) }],
])('%s: %s', (seen, _, parts) => {
  expect(outageSeen(primaryLost(parts))).toMatchObject({ seen, detail: expect.any(String) });
});
