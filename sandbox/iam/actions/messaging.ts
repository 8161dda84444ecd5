import { arn, onAll, type Rows, recordsOf, row, textOf, unique } from './row.ts';

const SNS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html';
const EVENTS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html';
const STS = 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html';

/** SNS, EventBridge and STS: the services with few operations here. */
export const messaging: Rows = {
  'sns:Publish': row(SNS, 'SNS:Publish', (input) => [textOf(input, 'TopicArn') ?? textOf(input, 'TargetArn') ?? '*']),
  'sns:ListSubscriptionsByTopic': row(SNS, 'SNS:ListSubscriptionsByTopic', (input) => [
    textOf(input, 'TopicArn') ?? '*',
  ]),
  'sns:GetTopicAttributes': row(SNS, 'SNS:GetTopicAttributes', (input) => [textOf(input, 'TopicArn') ?? '*']),
  'sns:ListTopics': onAll(SNS, 'SNS:ListTopics'),
  'events:PutEvents': {
    page: EVENTS,
    needs: (input, site) => {
      const entries = recordsOf(input, 'Entries');
      const buses = unique(entries.map((entry) => textOf(entry, 'EventBusName') ?? 'default'));
      return [
        {
          action: 'events:PutEvents',
          resources: buses.map((bus) => (bus.startsWith('arn:') ? bus : arn(site, 'events', `event-bus/${bus}`))),
          conditions: {
            'events:source': unique(entries.map((entry) => textOf(entry, 'Source'))),
            'events:detail-type': unique(entries.map((entry) => textOf(entry, 'DetailType'))),
          },
        },
      ];
    },
  },
  // "No permissions are required to perform this operation."
  'sts:GetCallerIdentity': { page: STS, needs: () => [] },
};
