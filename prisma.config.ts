import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';

// Prisma 7 runs no command without a schema engine and would download one from a host of its own.
// The same engine, compiled to WebAssembly, comes from npm: see tools/schema-engine/main.mjs.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL('./tools/schema-engine/main.mjs', import.meta.url),
);

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres' },
});
