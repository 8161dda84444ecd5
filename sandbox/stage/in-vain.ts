/** What a scenario waited for did not come in time. */
export class InVain extends Error {
  override readonly name = 'InVain';

  constructor(what: string, withinMs: number) {
    super(`waited ${withinMs} ms in vain for: ${what}`);
  }
}
