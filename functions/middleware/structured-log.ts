import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../ports.ts';
import { summary } from './summary.ts';

/** Writes JSON lines to the function's log. Every field passes `summary`: no secrets, no control characters. */
export const structuredLog = (service: string): Log => {
  const logger = new Logger({ serviceName: service, logLevel: 'INFO' });
  const clean = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(summary(fields) ?? {}));

  return {
    info: (message, fields = {}) => logger.info(message, clean(fields)),
    warn: (message, fields = {}) => logger.warn(message, clean(fields)),
  };
};
