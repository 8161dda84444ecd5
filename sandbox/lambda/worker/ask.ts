import type { NetworkShare, Question, Reply } from './protocol.ts';

export type Ask = (question: Question) => Promise<Reply>;

/** Puts questions to the sandbox's main thread. A question that only silence answers stays open for ever. */
export const createAsk = ({ port }: Pick<NetworkShare, 'port'>): Ask => {
  const open = new Map<number, (reply: Reply) => void>();
  let asked = 0;
  port.on('message', ({ id, reply }: { id: number; reply: Reply }) => {
    const answer = open.get(id);
    open.delete(id);
    answer?.(reply);
  });
  // An idle port must not keep a function's thread from ending by itself.
  port.unref();
  return (question) =>
    new Promise((resolve) => {
      asked += 1;
      open.set(asked, resolve);
      port.postMessage({ id: asked, question });
    });
};
