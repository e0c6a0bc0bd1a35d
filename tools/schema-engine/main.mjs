#!/usr/bin/env node
// Prisma runs a schema engine as a child process and would download the native one from a host of its own. This is
// that process, over the same engine compiled to WebAssembly, which npm carries. The arguments and the messages are
// Prisma's internal ones: the versions of `prisma` and `@prisma/schema-engine-wasm` in package.json belong together.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { serveRequests } from './requests.mjs';
import { runServerCommand } from './server-commands.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', multiple: true, default: [] },
    datasource: { type: 'string', default: '{}' },
    // Given by Prisma, of no use here.
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean' },
  },
});
const { url } = JSON.parse(values.datasource);
const [mode, command] = positionals;

if (values.version) console.log('schema-engine-wasm');
else if (mode === 'cli') process.exitCode = await runServerCommand(command, url);
else {
  await serveRequests({ schemaFiles: values.datamodels, url });
  process.exit();
}
