/** The sandbox cannot do what was asked. The message is one line that says where, and what to do. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
}
