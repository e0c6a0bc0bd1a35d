import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Another process has the data folder open. */
export class DirectoryInUse extends Error {
  override readonly name = 'DirectoryInUse';
}

/** Unix socket paths hold about 107 bytes; a deeper data folder gets its lock in the temporary folder. */
const LONGEST_SOCKET_PATH = 100;

/**
 * Holds a data folder for this process alone. The embedded database keeps no lock of its own, and two
 * processes on one folder would silently destroy it. A listening socket is a lock that the system
 * releases when the process dies, however it dies; what it leaves on disk is recognised as dead and removed.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const socket = socketPath(directory);
  const server = (await listen(socket)) ?? (await takeOver(socket));
  if (!server) {
    throw new DirectoryInUse(
      `${directory} is in use by another process: stop that one, or choose another folder with PAIFANG_DATA_DIR`,
    );
  }
  server.unref();
  return () => new Promise((released) => server.close(() => released()));
}

function socketPath(directory: string): string {
  const inside = path.resolve(directory, 'lock.sock');
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH) return inside;
  const digest = createHash('sha256').update(path.resolve(directory)).digest('hex').slice(0, 16);
  return path.join(tmpdir(), `paifang-${digest}.sock`);
}

async function takeOver(socket: string): Promise<Server | undefined> {
  if (await answers(socket)) return undefined;
  rmSync(socket, { force: true });
  return listen(socket);
}

function listen(socket: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((visitor) => visitor.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(socket, () => resolve(server));
  });
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket, () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}
