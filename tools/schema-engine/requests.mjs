import process from 'node:process';
import { createInterface } from 'node:readline';
import { createAdapterFactory } from './driver-adapter.mjs';
import { connectionFault } from './faults.mjs';
import { connectToServer, withoutDatabase } from './sessions.mjs';
import { createEngine } from './wasm-engine.mjs';

/** JSON-RPC's "server error" as the native engine numbers it; Prisma reads `data`. */
const ENGINE_ERROR = 4466;

/** Where one method is called differently in WebAssembly. */
const METHODS = { getDatabaseVersion: 'version' };

const FILES = new Set(['migrations', 'schemaDatamodel', 'empty']);

/** Answers JSON-RPC requests, a line each, from standard input until it ends. One after another: it is one session. */
export async function serveRequests({ schemaFiles, url }) {
  let engine;
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    // The other lines are Prisma's thanks for what it was given to print.
    if (!request.method) continue;
    try {
      // Only the first request tells whether there is a database to connect to.
      engine ??= await createEngine({
        schemaFiles,
        adapterFactory: createAdapterFactory(await openSession(request, url)),
        log: (text) => process.stderr.write(`${text.trimEnd()}\n`),
      });
      send({ id: request.id, result: await answer(engine, request) });
    } catch (error) {
      send({ id: request.id, error: errorReply(error) });
    }
  }
}

async function openSession(request, url) {
  if (comparesFilesOnly(request)) return withoutDatabase();
  try {
    return await connectToServer(url);
  } catch (error) {
    throw connectionFault(error);
  }
}

function comparesFilesOnly({ method, params }) {
  return method === 'diff' && FILES.has(params.from.tag) && FILES.has(params.to.tag);
}

async function answer(engine, { method, params }) {
  const result = await engine[METHODS[method] ?? method](params);
  // The native engine has differences printed by a request of its own.
  if (method === 'diff' && result.stdout)
    send({ id: 0, method: 'print', params: { content: result.stdout } });
  return result ?? {};
}

function errorReply({ message, code, meta = {} }) {
  const data = { is_panic: false, message, meta, error_code: code ?? null };
  return { code: ENGINE_ERROR, message: 'An error happened. Check the data field for details.', data };
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}
