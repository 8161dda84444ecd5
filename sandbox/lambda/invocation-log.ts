import type { FunctionSpec } from './function-spec.ts';
import type { LambdaPorts } from './ports.ts';

const TAIL_BYTES = 4096;

/** The log of one invocation: Lambda's own lines around the function's. */
export interface InvocationLog {
  readonly line: (text: string) => void;
  readonly start: () => void;
  readonly end: (report: Report) => void;
  /** The last 4 KB. */
  readonly tail: () => string;
}

export interface Report {
  readonly durationMs: number;
  readonly initMs?: number;
  readonly heapMb?: number;
  readonly note?: string;
}

/** Writes START, END and REPORT as https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html shows them. */
export const openLog = (
  log: LambdaPorts['log'],
  { spec, logStream, requestId }: { spec: FunctionSpec; logStream: string; requestId: string },
): InvocationLog => {
  const lines: string[] = [];
  const line = (text: string): void => {
    lines.push(text);
    log(spec.region, spec.logGroup, logStream, text);
  };
  return {
    line,
    start: () => line(`START RequestId: ${requestId} Version: $LATEST`),
    end: ({ durationMs, initMs, heapMb, note }) => {
      if (note) line(note);
      line(`END RequestId: ${requestId}`);
      const parts = [
        `REPORT RequestId: ${requestId}`,
        `Duration: ${durationMs.toFixed(2)} ms`,
        `Billed Duration: ${Math.ceil(durationMs + (initMs ?? 0))} ms`,
        `Memory Size: ${spec.memoryMb} MB`,
        ...(heapMb === undefined ? [] : [`Max Memory Used: ${heapMb} MB`]),
        ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
      ];
      line(parts.join('\t'));
    },
    tail: () =>
      Buffer.from(`${lines.join('\n')}\n`)
        .subarray(-TAIL_BYTES)
        .toString('utf8'),
  };
};
