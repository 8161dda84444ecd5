/** An address the sandbox needs cannot be had. The message is one line that says what to do; programs exit with 2. */
export class AddressUnavailable extends Error {
  override readonly name = 'AddressUnavailable';
  readonly exitStatus = 2;

  static from(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): Error {
    const remedy = remedies[error.code ?? ''];
    return remedy ? new AddressUnavailable(remedy(host, port), { cause: error }) : error;
  }
}

const remedies: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) =>
    `port ${port} on ${host} is taken: choose another port, or end the program that listens there`,
  // macOS has only 127.0.0.1 unless told; Linux has all of 127.0.0.0/8.
  EADDRNOTAVAIL: (host) => `this machine has no address ${host}: add it with  sudo ifconfig lo0 alias ${host}`,
  EACCES: (host, port) => `listening on ${host}:${port} is not permitted: choose a port from 1024 to 65535`,
};
