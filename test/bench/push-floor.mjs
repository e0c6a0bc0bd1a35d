// The floor of an acknowledgement: reads the push to its end, and believes and keeps nothing.
import { createServer } from 'node:http';
import { serveParent } from './children.mjs';

const server = createServer(async (request, reply) => {
  for await (const _chunk of request);
  reply.writeHead(200, { 'content-type': 'text/plain', 'content-length': 7 }).end('success');
});
server.listen(0, '127.0.0.1', () => serveParent({ port: server.address().port }));
