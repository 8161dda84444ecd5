import type { Call } from './service.ts';

/** Whose call caused an effect, as the history tells it beside the effect: the call's own entry has the same `requestId`. */
export const causeOf = ({ principal, requestId }: Partial<Pick<Call, 'principal' | 'requestId'>>) => ({
  ...(principal && { principal: principal.kind === 'role' ? principal.roleArn : 'administrator' }),
  ...(requestId !== undefined && { requestId }),
});
