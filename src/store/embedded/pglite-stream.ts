import { Duplex } from 'node:stream';

/** Hands one message of PostgreSQL's wire protocol to the embedded database; resolves to its reply. */
export type ExecuteProtocol = (message: Uint8Array) => Promise<Uint8Array>;

/**
 * A socket for the `pg` driver whose other end is the embedded database. The driver, Prisma's adapter and
 * every query are then the very ones that run on a PostgreSQL server.
 */
export class PGliteStream extends Duplex {
  readonly #execute: ExecuteProtocol;

  constructor(execute: ExecuteProtocol) {
    super();
    this.#execute = execute;
  }

  /**
   * The driver drops a client after a failed query and opens another, but behind every stream is the same
   * session: it is given what a fresh connection has, no open transaction and no prepared statements.
   */
  connect(): this {
    this.#execute(simpleQuery('ROLLBACK'))
      .then(() => this.#execute(simpleQuery('DISCARD ALL')))
      .then(
        () => this.emit('connect'),
        (error: Error) => this.destroy(error),
      );
    return this;
  }

  // What the driver asks of a network socket and a function call has no use for.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#forward(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#forward(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  #forward(message: Buffer, done: (error?: Error | null) => void): void {
    if (isTerminate(message)) {
      this.push(null);
      done();
      return;
    }
    this.#execute(message).then((reply) => {
      if (reply.length > 0) this.push(Buffer.from(reply.buffer, reply.byteOffset, reply.byteLength));
      done();
    }, done);
  }
}

/** A driver that says goodbye ends its stream, not the only session there is. */
function isTerminate(message: Buffer): boolean {
  return message.length === 5 && message[0] === 'X'.charCodeAt(0);
}

function simpleQuery(sql: string): Buffer {
  const message = Buffer.alloc(sql.length + 6);
  message.write('Q', 0, 'latin1');
  message.writeInt32BE(sql.length + 5, 1);
  message.write(sql, 5, 'latin1');
  return message;
}
