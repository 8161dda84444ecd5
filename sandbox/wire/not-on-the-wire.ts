/** What a scenario asked for, and real servers, sockets and worker threads cannot do. */
export class NotOnTheWire extends Error {
  override readonly name = 'NotOnTheWire';

  constructor(what: string) {
    super(`${what}: the wire world cannot`);
  }
}
