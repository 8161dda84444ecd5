import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/** A queue that only has a name: what is sent to it, as a destination of failures, is kept in the history. */
export const queue = resourceType(z.looseObject({ QueueName: z.string().optional() }), ({ QueueName }, context) => {
  const { region, account } = context;
  const name = QueueName ?? context.generatedName(80);
  const arn = `arn:aws:sqs:${region}:${account}:${name}`;
  return { ref: `https://sqs.${region}.amazonaws.com/${account}/${name}`, attributes: { Arn: arn, QueueName: name } };
});

/** Deployed by name only: the sandbox has nothing that it would change. */
export const recorded = resourceType(z.looseObject({}), (_, { generatedName }) => {
  const name = generatedName(128);
  return { ref: name, attributes: { Arn: name, GroupId: name, Id: name } };
});
