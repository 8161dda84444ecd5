import { expect, test } from '@jest/globals';
import type { Evidence } from '../../functions/contract/evidence.ts';
import { evidenceLines } from '../../functions/domain/messages/evidence-lines.ts';
import { justPromotable } from '../support/evidence.ts';
import { ago } from '../support/sessions.ts';

test.each<[said: string, target: Partial<Evidence['target']>]>([
  ['unknown', {}],
  ['about 1.5 s of writes', { lossBoundMs: 1_500 }],
  [
    "about 1.5 s of writes; what the primary held at 2026-11-23T11:59:00.000Z, by its Region's clock, is here",
    { lossBoundMs: 1_500, recoveryPoint: ago(60) },
  ],
  [
    "unknown; what the primary held at 2026-11-23T11:59:00.000Z, by its Region's clock, is here",
    { recoveryPoint: ago(60) },
  ],
])('the loss to expect: %s', (said, target) => {
  expect(evidenceLines({ ...justPromotable, target: { faults: [], ...target } })).toContain(`Loss to expect: ${said}`);
});

test('of a primary that no look found gone the loss is unknown, and it is said why', () => {
  expect(evidenceLines({ ...justPromotable, badSince: undefined })).toContain(
    'Loss to expect: unknown, for the old primary may take writes until it is demoted',
  );
});
