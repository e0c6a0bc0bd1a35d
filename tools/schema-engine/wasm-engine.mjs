import { readFile } from 'node:fs/promises';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

/**
 * The engine on a database. `schemaFiles` are the paths of the Prisma schema; `log` gets its lines. The package's
 * own entry imports the `.wasm` file as a module, which Node does not do yet, so it is loaded by hand.
 */
export async function createEngine({ schemaFiles, adapterFactory, log }) {
  await loadWasm();
  const datamodels = await Promise.all(schemaFiles.map(async (file) => [file, await readFile(file, 'utf8')]));
  const options = { datamodels: datamodels.length > 0 ? datamodels : undefined };
  return bindings.SchemaEngine.new(options, log, bindMigrationAwareSqlAdapterFactory(adapterFactory));
}

async function loadWasm() {
  const folder = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const code = await readFile(new URL('schema_engine_bg.wasm', folder));
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}
