/** The token and the JSON of the command that approves, as they stand in a request for approval. */
export const answerIn = (body: string): { token: string; output: Record<string, unknown> } => {
  const [, token = '', output = '{}'] =
    /send-task-success .*--task-token '([^']+)' --task-output '([^']+)'/.exec(body) ?? [];
  return { token, output: Object(JSON.parse(output)) };
};
