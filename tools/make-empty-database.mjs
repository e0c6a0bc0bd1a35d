// A migrated, empty embedded database, packed. A first start and every test load it in half a second instead
// of making one in several.
import { writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { PGliteStream } from '../dist/store/embedded/pglite-stream.js';
import { migrate } from '../dist/store/migrate.js';

const database = new PGlite('memory://');
await database.waitReady;
const pool = new pg.Pool({
  max: 1,
  user: 'postgres',
  database: 'postgres',
  stream: () => new PGliteStream((message) => database.execProtocolRaw(message)),
});
await migrate(pool);
await pool.end();
await database.exec('CHECKPOINT');
const packed = await database.dumpDataDir('gzip');
writeFileSync('dist/empty-database.tar.gz', Buffer.from(await packed.arrayBuffer()));
await database.close();
process.exit();
