const failure = (message: string, more: object = {}): Error => Object.assign(new Error(message), more);

/** An error reply of a server, as ioredis hands it over. */
export const replyError = (message: string): Error => failure(message, { name: 'ReplyError' });

/** The error replies of Redis 7, word by word (src/server.c, src/acl.c, src/networking.c). */
export const refusals = {
  loading: 'LOADING Redis is loading the dataset in memory',
  busy: 'BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.',
  oom: "OOM command not allowed when used memory > 'maxmemory'.",
  readonly: "READONLY You can't write against a read only replica.",
  misconf:
    "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. Commands that may modify the data set are disabled, because this instance is configured to report errors during writes if RDB snapshotting fails (stop-writes-on-bgsave-error option). Please check the Redis logs for details about the RDB error.",
  clusterDown: 'CLUSTERDOWN The cluster is down',
  noSlot: 'CLUSTERDOWN Hash slot not served',
  noCluster: 'ERR This instance has cluster support disabled',
  noAuth: 'NOAUTH Authentication required.',
  wrongPassword: 'WRONGPASS invalid username-password pair or user is disabled.',
  noPasswordSet:
    'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
  maxClients: 'ERR max number of clients reached',
  syntax: 'ERR syntax error',
  notInteger: 'ERR value is not an integer or out of range',
  invalidExpiry: "ERR invalid expire time in 'set' command",
  crossSlot: "CROSSSLOT Keys in request don't hash to the same slot",
} as const;

export const wrongArity = (command: string): string => `ERR wrong number of arguments for '${command}' command`;
export const noPermission = (command: string): string =>
  `NOPERM this user has no permissions to run the '${command}' command`;
export const unknownCommand = (command: string, args: readonly string[]): string =>
  `ERR unknown command '${command}', with args beginning with: ${args.map((arg) => `'${arg}' `).join('')}`;
export const moved = (slot: number, { host, port }: { host: string; port: number }): string =>
  `MOVED ${slot} ${host}:${port}`;

/** What became of a connection, as real-network.ts words it. */
export const timedOut = (what: string, ms: number): Error =>
  failure(`${what}: nothing within ${ms} ms`, { name: 'TimeoutError' });
export const connectionClosed = (): Error => failure('Connection is closed.');
export const connectionRefused = (address: string, port: number): Error =>
  failure(`connect ECONNREFUSED ${address}:${port}`, { code: 'ECONNREFUSED' });
export const connectionReset = (): Error => failure('read ECONNRESET', { code: 'ECONNRESET' });
/** As ioredis words what its parser does not understand. */
export const notRedis = (): Error =>
  failure('what answers there is no cache: it does not speak RESP2', { name: 'UnreadableReply' });
export const nameUnknown = (host: string): Error => failure(`getaddrinfo ENOTFOUND ${host}`, { code: 'ENOTFOUND' });
/** SERVFAIL, and whatever else is no answer. */
export const resolverFailed = (host: string): Error => failure(`getaddrinfo EAI_AGAIN ${host}`, { code: 'EAI_AGAIN' });
export const notTls = (): Error =>
  failure('write EPROTO SSL routines:ssl3_get_record:wrong version number', { code: 'EPROTO' });
export const wrongCertificate = (host: string): Error =>
  failure(`Hostname/IP does not match certificate's altnames: Host: ${host}. is not in the cert's altnames`, {
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
