import type { Sns, SnsDependencies } from './sns/ports.ts';

export type { ServicePublication, Sns } from './sns/ports.ts';

/** Amazon SNS: topics, their policies, and what was published to people. */
export const createSns = (_dependencies: SnsDependencies): Sns => ({
  service: { id: 'sns', operations: {} },
  ensureTopic: () => '',
  setTopicPolicy: () => {},
  subscribe: () => '',
  mayPublish: () => false,
  publishFromService: () => false,
});
