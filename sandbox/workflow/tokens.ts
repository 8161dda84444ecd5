import { AwsError } from '../aws/service.ts';
import { StateFailure } from './failure.ts';
import { type Json, parseJson, tooLarge } from './json.ts';

/** A task that waits to be told how it ended. */
export interface WaitingTask {
  readonly stateMachineArn: string;
  readonly succeed: (output: Json) => void;
  readonly fail: (failure: StateFailure) => void;
  readonly heartbeat: () => void;
}

const gone = () => new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");

/** Task tokens of one Region. A token is good until its task has ended, once. */
export class TaskTokens {
  readonly #waiting = new Map<string, WaitingTask>();
  readonly #ended = new Set<string>();
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** A new token that nobody can guess from another one. */
  create(): string {
    const bytes = Uint8Array.from({ length: 96 }, () => Math.floor(this.#random() * 256));
    return `AQC${Buffer.from(bytes).toString('base64')}`;
  }

  /** Until the returned function is called, the token's holder may end the task. */
  open(token: string, task: WaitingTask): () => void {
    this.#waiting.set(token, task);
    return () => {
      this.#waiting.delete(token);
      this.#ended.add(token);
    };
  }

  /** Whose execution waits for this token; undefined once it does not. */
  stateMachineOf(token: string): string | undefined {
    return this.#waiting.get(token)?.stateMachineArn;
  }

  succeed(token: string, output: string): void {
    const task = this.#find(token);
    if (tooLarge(output)) throw new AwsError('InvalidOutput', "Invalid Output: 'Output exceeds the maximum size'");
    task.succeed(readOutput(output));
  }

  fail(token: string, { error, cause }: { error?: string | undefined; cause?: string | undefined }): void {
    this.#find(token).fail(new StateFailure(error, cause));
  }

  heartbeat(token: string): void {
    this.#find(token).heartbeat();
  }

  #find(token: string): WaitingTask {
    const task = this.#waiting.get(token);
    if (task) return task;
    if (this.#ended.has(token)) throw gone();
    if (/^AQC[A-Za-z0-9+/=]{40,}$/.test(token))
      throw new AwsError('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
    throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  }
}

const readOutput = (output: string): Json => {
  try {
    return parseJson(output);
  } catch {
    throw new AwsError('InvalidOutput', `Invalid Output: 'Could not parse output as JSON'`);
  }
};
