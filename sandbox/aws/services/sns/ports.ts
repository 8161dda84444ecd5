import type { SNSEvent } from 'aws-lambda';
import type { Clock } from '../../../clock.ts';
import type { History } from '../../../history.ts';
import type { Service } from '../../service.ts';

export interface SnsDependencies {
  readonly clock: Clock;
  readonly history: History;
  readonly account: string;
  /** Delivers to a subscribed function, asynchronously. Without it such a subscription is only recorded. */
  readonly lambda?: (delivery: { region: string; functionArn: string; event: SNSEvent }) => void;
}

/** A message that an AWS service publishes in its own name. */
export interface ServicePublication {
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  /** For example `cloudwatch.amazonaws.com`. */
  readonly servicePrincipal: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

export type PublicationRight = Pick<
  ServicePublication,
  'topicArn' | 'servicePrincipal' | 'sourceArn' | 'sourceAccount'
>;

export interface TopicOptions {
  readonly displayName?: string;
  readonly kmsMasterKeyId?: string;
}

export interface Sns {
  readonly service: Service;
  /** Creates a topic, or updates the one of that name. What CloudFormation calls. Answers its ARN. */
  readonly ensureTopic: (region: string, name: string, options?: TopicOptions) => string;
  /** Replaces the topic's policy, the default one included, as `AWS::SNS::TopicPolicy` does. */
  readonly setTopicPolicy: (topicArn: string, policy: unknown) => void;
  /** Adds a subscription; one of the same protocol and endpoint is answered again. Answers its ARN. */
  readonly subscribe: (topicArn: string, subscription: { protocol: string; endpoint: string }) => string;
  /** Would SNS accept a publication of this service for this source, by the topic's policy? */
  readonly mayPublish: (right: PublicationRight) => boolean;
  /** Publishes for a service if the topic's policy lets it; if not, that is logged in the history, and answers false. */
  readonly publishFromService: (publication: ServicePublication) => boolean;
}
