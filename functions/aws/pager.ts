import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { variables } from '../contract/environment.ts';
import { required } from '../middleware/settings.ts';
import type { Adapter } from '../middleware/world.ts';
import type { Pager } from '../ports.ts';
import { clientsOf } from './clients.ts';

/** SNS takes at most 100 characters of printable ASCII: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const subjectLine = (subject: string): string => subject.replace(/[^\x21-\x7e]+/g, ' ').slice(0, 100);

/** This Region's topic. */
export const pager: Adapter<Pager> = (world) => {
  const { region, topicArn } = world.settings;
  const client = clientsOf(world, (options) => new SNSClient(options));

  return {
    page: async ({ subject, body }) => {
      await client(region).send(
        new PublishCommand({
          TopicArn: required(topicArn, variables.topicArn),
          Subject: subjectLine(subject),
          Message: body,
        }),
      );
    },
  };
};
