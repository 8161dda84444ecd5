import { type Message, message } from './message.ts';

/** A difference between reality and what is published that nobody but people may settle. */
export const differenceMessage = (facts: {
  datastore: string;
  region: string;
  reason: string;
  detail: string;
}): Message =>
  message(`DIFFERENCE: ${facts.datastore} in ${facts.region}: ${facts.reason}`, [
    `${facts.reason}: ${facts.detail}`,
    '',
    'Nothing was changed. Look at the roles first:',
    `  aws elasticache describe-global-replication-groups --show-member-info --region ${facts.region}`,
    '',
    `If ${facts.region} is the primary that clients should use, start an execution of the state machine there with:`,
    `  {"datastore": "${facts.datastore}"}`,
    'or, if the Regions disagree and you know that it is:',
    `  {"datastore": "${facts.datastore}", "override": ["RolesUnclear"]}`,
  ]);
