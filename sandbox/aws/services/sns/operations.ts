import type {
  GetTopicAttributesCommandInput,
  ListSubscriptionsByTopicCommandInput,
  ListTopicsCommandInput,
  PublishCommandInput,
} from '@aws-sdk/client-sns';
import type { Call, Service } from '../../service.ts';
import { type Content, checkPublish, invalid } from './publication.ts';
import { defaultPolicy, type Topic } from './topic.ts';
import { noSuchTopic } from './topics.ts';

const PAGE = 100;

const page = <Item>(items: readonly Item[], token: string | undefined) => {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0) throw invalid('NextToken');
  const end = start + PAGE;
  return { items: items.slice(start, end), ...(end < items.length && { NextToken: String(end) }) };
};

const attributesOf = (topic: Topic, account: string): Record<string, string> => {
  const confirmed = topic.subscriptions.filter((subscription) => subscription.confirmed).length;
  return {
    TopicArn: topic.arn,
    Owner: account,
    DisplayName: topic.displayName,
    Policy: JSON.stringify(topic.policy ?? defaultPolicy(topic.arn, account)),
    SubscriptionsConfirmed: String(confirmed),
    SubscriptionsPending: String(topic.subscriptions.length - confirmed),
    SubscriptionsDeleted: '0',
    ...(topic.kmsMasterKeyId && { KmsMasterKeyId: topic.kmsMasterKeyId }),
  };
};

interface Parts {
  readonly account: string;
  readonly topics: () => readonly Topic[];
  /** Accepts a message and answers its id. */
  readonly accept: (topic: Topic, content: Content) => string;
}

/** The operations of SNS that the sandbox answers. */
export const createOperations = ({ account, topics, accept }: Parts): Service['operations'] => {
  const topicOf = (arn: string | undefined, { region }: Call, member = 'TopicArn'): Topic => {
    if (!arn) throw invalid(`${member} Reason: no value for required parameter`);
    const [prefix, partition, service, topicRegion, owner] = arn.split(':');
    if (`${prefix}:${partition}:${service}` !== 'arn:aws:sns' || topicRegion !== region || !owner)
      throw invalid(member);
    const topic = topics().find((other) => other.arn === arn);
    if (!topic) throw noSuchTopic();
    return topic;
  };

  return {
    Publish: (input: PublishCommandInput, call) => {
      if (input.PhoneNumber) throw invalid('PhoneNumber Reason: the sandbox publishes to topics only');
      const content = checkPublish(input);
      const topic = topicOf(input.TopicArn ?? input.TargetArn, call, 'TopicArn or TargetArn');
      return { MessageId: accept(topic, content) };
    },
    ListTopics: ({ NextToken }: ListTopicsCommandInput, { region }) => {
      const here = topics().filter((topic) => topic.region === region);
      const { items, ...next } = page(here, NextToken);
      return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), ...next };
    },
    ListSubscriptionsByTopic: ({ TopicArn, NextToken }: ListSubscriptionsByTopicCommandInput, call) => {
      const { items, ...next } = page(topicOf(TopicArn, call).subscriptions, NextToken);
      const Subscriptions = items.map(({ arn, protocol, endpoint, confirmed }) => ({
        SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
        Owner: account,
        Protocol: protocol,
        Endpoint: endpoint,
        TopicArn,
      }));
      return { Subscriptions, ...next };
    },
    GetTopicAttributes: ({ TopicArn }: GetTopicAttributesCommandInput, call) => ({
      Attributes: attributesOf(topicOf(TopicArn, call), account),
    }),
  };
};
