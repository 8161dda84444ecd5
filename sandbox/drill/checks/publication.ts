import type { Epoch } from '../../../functions/contract/epoch.ts';
import { type Check, unless } from './check.ts';

/** As the TXT record spells it. */
const said = ({ counter, region }: Epoch): string => `${counter} ${region}`;

export const parametersAgree: Check = {
  name: 'parameters-agree',
  title: ({ scene }) => `the parameters of ${scene.members.join(' and ')} name ${scene.heir}, in one epoch`,
  violations: ({ published, scene }) => {
    const reference = published[scene.heir];
    return scene.members.flatMap((region) => {
      const record = published[region];
      if (!record) return [`${region} has no published record`];
      return [
        ...unless(record.primaryRegion === scene.heir, `${region} names ${record.primaryRegion} as the primary Region`),
        ...unless(
          !reference || said(record.epoch) === said(reference.epoch),
          `${region} is at epoch ${said(record.epoch)}, ${scene.heir} at ${reference ? said(reference.epoch) : 'none'}`,
        ),
      ];
    });
  },
};

export const recordAgrees: Check = {
  name: 'record-agrees',
  title: ({ scene }) => `${scene.record} leads to ${scene.heir}, and the epoch beside it is that of the parameter`,
  violations: ({ record, published, scene }) => {
    const expected = published[scene.heir];
    if (!expected) return [`${scene.heir} has no published record to compare with`];
    const endpoint = expected.configuration ?? expected.primary;
    const epoch = said(expected.epoch);
    return [
      ...unless(
        record.target === endpoint,
        `${scene.record} leads to ${record.target ?? 'nothing'}, not to ${endpoint}`,
      ),
      ...unless(record.epoch === epoch, `${scene.epochRecord} says ${record.epoch ?? 'nothing'}, not ${epoch}`),
    ];
  },
};
