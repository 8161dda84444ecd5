/** A function's execution environment: loads its bundle once, then runs one invocation at a time. */
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { takeConsole } from './console.ts';
import { contextOf } from './context.ts';
import { failurePayload, runtimeError } from './failure.ts';
import { type Handler, loadHandler } from './load.ts';
import type { Birth, InvokeMessage, WorkerMessage } from './protocol.ts';

const { codeDirectory, handler }: Birth = workerData;
let requestId: string | undefined;

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);
/** What this thread's heap and buffers hold; the process around it is the sandbox's. */
const heapMb = (): number => {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return Math.ceil((used_heap_size + external_memory) / 1_048_576);
};
const fail = (label: string, { error, fatal }: { error: unknown; fatal: boolean }): void => {
  const payload = failurePayload(error);
  console.error(label, payload);
  post({ kind: 'failure', payload, heapMb: heapMb(), fatal });
};

takeConsole(
  (line) => post({ kind: 'log', line }),
  () => requestId,
);
process.on('uncaughtException', (error) => {
  fail('Uncaught Exception', { error, fatal: true });
  process.exit(129);
});
process.on('unhandledRejection', (reason) => {
  const error = runtimeError('Runtime.UnhandledPromiseRejection', String(reason));
  fail('Unhandled Promise Rejection', { error, fatal: true });
  process.exit(128);
});

const run = async (handle: Handler, message: InvokeMessage): Promise<void> => {
  requestId = message.requestId;
  process.env._X_AMZN_TRACE_ID = message.traceId;
  try {
    const result = await handle(JSON.parse(message.payload), contextOf(message));
    post({ kind: 'result', payload: JSON.stringify(result) ?? 'null', heapMb: heapMb() });
  } catch (error) {
    fail('Invoke Error', { error, fatal: false });
  }
};

try {
  const handle = await loadHandler(codeDirectory, handler);
  parentPort?.on('message', (message: InvokeMessage) => void run(handle, message));
  post({ kind: 'ready' });
} catch (error) {
  fail('Uncaught Exception', { error, fatal: true });
  process.exit(1);
}
