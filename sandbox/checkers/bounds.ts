/** What the checkers allow, in milliseconds. Each is the product's own limit, with what a call may take on its way. */
export const bounds = {
  /** Evidence may be 20 s old at the call (`PromoteRegion`), and the call itself be on its way for a moment. */
  evidence: 25_000,
  /** How long what somebody else did may be unknown to a Region that can hear of it. */
  news: 60_000,
  /** A data flow that lasts so long moves an offset that a look sees: Redis servers ping their copies every 10 s. */
  visibleFlow: 15_000,
  /** What can still be running of an invocation after its end was recorded, by the product's own proof of death. */
  afterlife: 60_000,
  /** From the end of the last fault until everything agrees, or a page says what does not. */
  convergence: 15 * 60_000,
  /** The product pages a standing difference again after an hour. */
  silence: 75 * 60_000,
  /** So far back the values of an alarm are read. */
  alarmHistory: 3_600_000,
  /** How much later than an outage clients may be seen to fail, besides what the policy has patience with. */
  lateWord: 90_000,
  /** An alarm on a metric of one minute: the minute must be over, and alarms are evaluated once in a minute. */
  alarm: 3 * 60_000,
  /** No step on the critical path takes longer, whichever Region is dark: deadlines of functions/aws/clients.ts, added up. */
  step: 25_000,
  /** The longest that one request to another Region may be waited for: Lambda's, then the API's. */
  callElsewhere: 7_500,
  /** Beyond the approval and the promotion that a run may wait for. */
  runSlack: 15 * 60_000,
} as const;
