import type { History } from '../../../history.ts';
import { AwsError } from '../../service.ts';
import type { Sns, TopicOptions } from './ports.ts';
import type { Topic } from './topic.ts';
import { checkTopicPolicy } from './topic-policy.ts';

/** These need nobody's confirmation (Subscribe). */
const CONFIRMED = ['lambda', 'sqs', 'sms', 'application', 'firehose'];

export const noSuchTopic = (): AwsError => new AwsError('NotFound', 'Topic does not exist', { status: 404 });

export interface Topics extends Pick<Sns, 'ensureTopic' | 'setTopicPolicy' | 'subscribe'> {
  readonly find: (topicArn: string) => Topic | undefined;
  readonly all: () => readonly Topic[];
}

interface Parts {
  readonly history: History;
  readonly account: string;
  readonly uuid: () => string;
}

/** The topics of all Regions; every change is an effect in the history. */
export const createTopics = ({ history, account, uuid }: Parts): Topics => {
  const topics = new Map<string, Topic>();
  const existing = (arn: string): Topic => {
    const topic = topics.get(arn);
    if (!topic) throw noSuchTopic();
    return topic;
  };
  const update = (topic: Topic, operation: string): void => {
    topics.set(topic.arn, topic);
    history.append({ kind: 'effect', region: topic.region, name: `sns:${operation}`, detail: { topic: topic.arn } });
  };

  return {
    find: (arn) => topics.get(arn),
    all: () => [...topics.values()],
    ensureTopic: (region: string, name: string, options: TopicOptions = {}) => {
      const arn = `arn:aws:sns:${region}:${account}:${name}`;
      const before = topics.get(arn) ?? { arn, name, region, displayName: '', subscriptions: [] };
      update({ ...before, ...options }, 'CreateTopic');
      return arn;
    },
    setTopicPolicy: (topicArn, policy) => {
      checkTopicPolicy(policy, topicArn);
      update({ ...existing(topicArn), policy }, 'SetTopicAttributes');
    },
    subscribe: (topicArn, { protocol, endpoint }) => {
      const topic = existing(topicArn);
      const known = topic.subscriptions.find((other) => other.protocol === protocol && other.endpoint === endpoint);
      if (known) return known.arn;
      const arn = `${topicArn}:${uuid()}`;
      const subscription = { arn, protocol, endpoint, confirmed: CONFIRMED.includes(protocol) };
      update({ ...topic, subscriptions: [...topic.subscriptions, subscription] }, 'Subscribe');
      return arn;
    },
  };
};
