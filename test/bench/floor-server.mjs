// The floor of a read: no framework, one prepared statement, the database's text passed on.
import { createServer } from 'node:http';
import pg from 'pg';
import { serveParent, settings } from './children.mjs';
import { PORTFOLIO_SQL } from './portfolio.mjs';
import { ACCOUNT } from './world.mjs';

const { databaseUrl, connections } = settings();
const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });

const server = createServer(async (request, reply) => {
  for await (const _chunk of request);
  const { rows } = await pool.query({ name: 'portfolio', text: PORTFOLIO_SQL, values: [ACCOUNT] });
  const body = Buffer.from(rows[0].body);
  reply.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => serveParent({ port: server.address().port }, { stop: () => pool.end() }));
