import { createOperations } from './sns/operations.ts';
import type { PublicationRight, ServicePublication, Sns, SnsDependencies } from './sns/ports.ts';
import { type Content, checkSubject, lambdaEvent } from './sns/publication.ts';
import { defaultPolicy, type Topic } from './sns/topic.ts';
import { allowsPublication } from './sns/topic-policy.ts';
import { createTopics } from './sns/topics.ts';

export type { PublicationRight, ServicePublication, Sns, SnsDependencies, TopicOptions } from './sns/ports.ts';

/** Amazon SNS: topics, their policies, and every message that was accepted, as a `page` of the history. */
export const createSns = ({ clock, history, account, lambda }: SnsDependencies): Sns => {
  let count = 0;
  const uuid = (): string => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
  const { find, all, ...changes } = createTopics({ history, account, uuid });

  const accept = (topic: Topic, content: Content): string => {
    const { arn, name, region, subscriptions } = topic;
    const publication = { ...content, messageId: uuid(), at: clock.now() };
    const { messageId } = publication;
    history.append({ kind: 'page', region, name, detail: { topic: arn, messageId, ...content } });
    for (const subscription of subscriptions.filter(({ protocol }) => protocol === 'lambda')) {
      const event = lambdaEvent(publication, { topic, subscription });
      lambda?.({ region, functionArn: subscription.endpoint, event });
    }
    return messageId;
  };

  const mayPublish = (right: PublicationRight): boolean => {
    const topic = find(right.topicArn);
    return topic !== undefined && allowsPublication(topic.policy ?? defaultPolicy(topic.arn, account), right);
  };

  const publishFromService = (publication: ServicePublication): boolean => {
    const { topicArn, subject, message, servicePrincipal, sourceArn } = publication;
    checkSubject(subject);
    const topic = find(topicArn);
    if (topic && mayPublish(publication)) {
      accept(topic, { message, ...(subject !== undefined && { subject }) });
      return true;
    }
    const why = topic ? `its policy does not let ${servicePrincipal} publish` : 'there is no such topic';
    const detail = { topic: topicArn, service: servicePrincipal, source: sourceArn, why };
    history.append({ kind: 'log', region: topicArn.split(':')[3] ?? '', name: 'sns:NotDelivered', detail });
    return false;
  };

  const service = { id: 'sns' as const, operations: createOperations({ account, topics: all, accept }) };
  return { service, ...changes, mayPublish, publishFromService };
};
