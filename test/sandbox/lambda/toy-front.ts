import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly path: string;
}

const EMPTY_ANSWER =
  '<DescribeGlobalReplicationGroupsResponse xmlns="http://elasticache.amazonaws.com/doc/2015-02-02/">' +
  '<DescribeGlobalReplicationGroupsResult><GlobalReplicationGroups/></DescribeGlobalReplicationGroupsResult>' +
  '</DescribeGlobalReplicationGroupsResponse>';

/** An HTTP server in the place of the sandbox's front. It answers as ElastiCache, or not at all. */
export const startToyFront = async () => {
  const received: Received[] = [];
  let silent = false;
  const server = createServer((request, response) => {
    received.push({ headers: request.headers, path: request.url ?? '' });
    request.resume();
    if (!silent) response.writeHead(200, { 'content-type': 'text/xml' }).end(EMPTY_ANSWER);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    received,
    fallSilent: () => {
      silent = true;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
