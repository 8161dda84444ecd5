import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

const Inline = z.strictObject({ Protocol: z.string(), Endpoint: z.string() });

export const topic = resourceType(
  z.strictObject({
    TopicName: z.string().optional(),
    DisplayName: z.string().optional(),
    KmsMasterKeyId: z.string().optional(),
    Subscription: z.array(Inline).default([]),
    Tags: z.unknown().optional(),
  }),
  ({ TopicName, DisplayName, KmsMasterKeyId, Subscription }, context) => {
    const { targets, region } = context;
    const name = TopicName ?? context.generatedName(256);
    const arn = targets.sns.ensureTopic(region, name, {
      ...(DisplayName === undefined ? {} : { displayName: DisplayName }),
      ...(KmsMasterKeyId === undefined ? {} : { kmsMasterKeyId: KmsMasterKeyId }),
    });
    for (const { Protocol, Endpoint } of Subscription)
      targets.sns.subscribe(arn, { protocol: Protocol, endpoint: Endpoint });
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
);

export const topicPolicy = resourceType(
  z.strictObject({ PolicyDocument: z.unknown(), Topics: z.array(z.string()).min(1) }),
  ({ PolicyDocument, Topics }, { targets, generatedName }) => {
    for (const arn of Topics) targets.sns.setTopicPolicy(arn, PolicyDocument);
    return { ref: generatedName(100) };
  },
);

export const subscription = resourceType(
  z.strictObject({ TopicArn: z.string(), Protocol: z.string(), Endpoint: z.string() }),
  ({ TopicArn, Protocol, Endpoint }, { targets }) => ({
    ref: targets.sns.subscribe(TopicArn, { protocol: Protocol, endpoint: Endpoint }),
  }),
);
