import { createOperations, noSuchTopic } from './sns/operations.ts';
import type { PublicationRight, ServicePublication, Sns, SnsDependencies } from './sns/ports.ts';
import { checkSubject, lambdaEvent } from './sns/publication.ts';
import { defaultPolicy, type Topic } from './sns/topic.ts';
import { allowsPublication, checkTopicPolicy } from './sns/topic-policy.ts';

export type { PublicationRight, ServicePublication, Sns, SnsDependencies, TopicOptions } from './sns/ports.ts';

/** These need nobody's confirmation (Subscribe). */
const CONFIRMED = ['lambda', 'sqs', 'sms', 'application', 'firehose'];

/** Amazon SNS: topics, their policies, and every message that was accepted, as a `page` of the history. */
export const createSns = ({ clock, history, account, lambda }: SnsDependencies): Sns => {
  const topics = new Map<string, Topic>();
  let count = 0;
  const uuid = (): string => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
  const topicAt = (arn: string): Topic => {
    const topic = topics.get(arn);
    if (!topic) throw noSuchTopic();
    return topic;
  };
  const update = (topic: Topic, name: string): void => {
    topics.set(topic.arn, topic);
    history.append({ kind: 'effect', region: topic.region, name, detail: { topic: topic.arn } });
  };

  const accept = (topic: Topic, content: { subject?: string; message: string }): string => {
    const publication = { ...content, messageId: uuid(), at: clock.now() };
    const { messageId } = publication;
    history.append({
      kind: 'page',
      region: topic.region,
      name: topic.name,
      detail: { topic: topic.arn, messageId, ...content },
    });
    for (const subscription of topic.subscriptions)
      if (subscription.protocol === 'lambda')
        lambda?.({
          region: topic.region,
          functionArn: subscription.endpoint,
          event: lambdaEvent(publication, { topic, subscription }),
        });
    return messageId;
  };

  const mayPublish = (right: PublicationRight): boolean => {
    const topic = topics.get(right.topicArn);
    return topic !== undefined && allowsPublication(topic.policy ?? defaultPolicy(topic.arn, account), right);
  };

  const publishFromService = (publication: ServicePublication): boolean => {
    const { topicArn, subject, message, servicePrincipal, sourceArn } = publication;
    checkSubject(subject);
    if (!mayPublish(publication)) {
      const why = topics.has(topicArn)
        ? `its policy does not let ${servicePrincipal} publish`
        : 'there is no such topic';
      const detail = { topic: topicArn, service: servicePrincipal, source: sourceArn, why };
      history.append({ kind: 'log', region: topicArn.split(':')[3] ?? '', name: 'sns:NotDelivered', detail });
      return false;
    }
    accept(topicAt(topicArn), { message, ...(subject !== undefined && { subject }) });
    return true;
  };

  return {
    service: {
      id: 'sns',
      operations: createOperations({ account, topics: () => [...topics.values()], accept }),
    },
    ensureTopic: (region, name, options = {}) => {
      const arn = `arn:aws:sns:${region}:${account}:${name}`;
      const before = topics.get(arn) ?? { arn, name, region, displayName: '', subscriptions: [] };
      update({ ...before, ...options }, 'sns:CreateTopic');
      return arn;
    },
    setTopicPolicy: (topicArn, policy) => {
      checkTopicPolicy(policy, topicArn);
      update({ ...topicAt(topicArn), policy }, 'sns:SetTopicAttributes');
    },
    subscribe: (topicArn, { protocol, endpoint }) => {
      const topic = topicAt(topicArn);
      const known = topic.subscriptions.find((other) => other.protocol === protocol && other.endpoint === endpoint);
      if (known) return known.arn;
      const arn = `${topicArn}:${uuid()}`;
      const subscription = { arn, protocol, endpoint, confirmed: CONFIRMED.includes(protocol) };
      update({ ...topic, subscriptions: [...topic.subscriptions, subscription] }, 'sns:Subscribe');
      return arn;
    },
    mayPublish,
    publishFromService,
  };
};
