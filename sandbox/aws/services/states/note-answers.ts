import type { History } from '../../../history.ts';
import type { WorkflowPorts } from '../../../workflow.ts';

interface Place {
  readonly history: History;
  readonly region: string;
  /** The execution's name. */
  readonly execution: string;
}

/**
 * Invokes as before, and keeps in the history which invocation was which execution's, and each decision that a function
 * answered: it is nowhere else once the execution is over.
 */
export const noteAnswers =
  (invoke: WorkflowPorts['invoke'], { history, region, execution }: Place): WorkflowPorts['invoke'] =>
  async (asked) => {
    const result = await invoke(asked);
    const name = asked.functionName.split(':').at(-1) ?? asked.functionName;
    const { requestId, functionError } = result;
    const told = { ...(requestId && { requestId }), execution };
    // Whether it failed stands in the runtime's own entry: one failure is one entry.
    history.append({ kind: 'function', region, name, detail: { phase: 'answered', ...told } });
    const { decision, evidence, next } = parsed(result.payload);
    if (!functionError && decision !== undefined)
      history.append({ kind: 'decision', region, name, detail: { ...told, decision, evidence, next } });
    return result;
  };

const parsed = (text: string): { decision?: unknown; evidence?: unknown; next?: unknown } => {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
};
