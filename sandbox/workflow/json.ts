/** A JSON value, as executions carry it from state to state. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** JSON text as a value. The text was written by `JSON.stringify` or checked by the caller: throws on anything else. */
export const parseJson = (text: string): Json => JSON.parse(text);

/** Step Functions carries at most 262,144 bytes of UTF-8 per input, output or result (Step Functions quotas). */
export const maximumPayloadBytes = 262_144;

export const tooLarge = (text: string): boolean => Buffer.byteLength(text) > maximumPayloadBytes;
