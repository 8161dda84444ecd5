import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { SNSEvent } from 'aws-lambda';
import { AwsError } from '../../service.ts';
import type { Subscription, Topic } from './topic.ts';

export interface Content {
  readonly subject?: string;
  readonly message: string;
}

/** A message as a topic accepted it. */
export interface Publication extends Content {
  readonly messageId: string;
  readonly at: number;
}

const MAX_BYTES = 262_144;

export const invalid = (what: string): AwsError => new AwsError('InvalidParameter', `Invalid parameter: ${what}`);

/** "UTF-8 text with no line breaks or control characters, and less than 100 characters long" (Publish). */
export const checkSubject = (subject: string | undefined): void => {
  if (subject === undefined) return;
  const characters = [...subject];
  if (characters.length === 0 || characters.length > 100 || /[\p{Cc}\u2028\u2029]/u.test(subject))
    throw invalid('Subject');
};

/** With `MessageStructure: json` the message is an object whose `default` is what people get. */
const textOf = ({ Message, MessageStructure }: PublishCommandInput): string => {
  if (MessageStructure !== 'json') return Message ?? '';
  const parsed = parseJson(Message ?? '');
  if (typeof parsed !== 'object' || parsed === null || !('default' in parsed) || typeof parsed.default !== 'string')
    throw invalid('Message Structure - No default entry in JSON message body');
  return parsed.default;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
};

/** The message and subject of a Publish request, checked as the service checks them. */
export const checkPublish = (input: PublishCommandInput): Content => {
  if (!input.Message) throw invalid('Empty message');
  if (Buffer.byteLength(input.Message) > MAX_BYTES) throw invalid('Message too long');
  checkSubject(input.Subject);
  return { message: textOf(input), ...(input.Subject !== undefined && { subject: input.Subject }) };
};

/** What a subscribed function receives. The signature is no signature: the sandbox has no key of SNS. */
export const lambdaEvent = (
  { messageId, subject, message, at }: Publication,
  { topic, subscription }: { readonly topic: Topic; readonly subscription: Subscription },
): SNSEvent => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: subscription.arn,
      Sns: {
        Type: 'Notification',
        MessageId: messageId,
        TopicArn: topic.arn,
        // SNS sends null where there was no subject; the published type knows only text.
        Subject: subject ?? '',
        Message: message,
        Timestamp: new Date(at).toISOString(),
        SignatureVersion: '1',
        Signature: '',
        SigningCertUrl: '',
        UnsubscribeUrl: '',
        MessageAttributes: {},
      },
    },
  ],
});
