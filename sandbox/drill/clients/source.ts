/** Where a client finds the primary, by what was published and nothing else. */
export interface Source {
  /** The newest that is known; undefined before the first. Never waits. */
  readonly target: () => Target | undefined;
  readonly stop: () => void;
}

export interface Target {
  readonly host: string;
  readonly port: number;
}
