import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Target {
  readonly host: string;
  readonly port: number;
}

/** One connection through the proxy, and to which of the targets it goes. */
export interface Passage {
  readonly target: Target;
  readonly isOpen: boolean;
}

/** An address before one server or several: each connection goes to the next of them that takes it. It can be cut and mended. */
export class TcpProxy {
  /** Every connection that found a target, in that order. */
  readonly passages: Passage[] = [];
  readonly #targets: readonly Target[];
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #turn = 0;
  #port = 0;

  private constructor(targets: readonly Target[]) {
    this.#targets = targets;
  }

  static async open(...targets: Target[]): Promise<TcpProxy> {
    const proxy = new TcpProxy(targets);
    await proxy.mend();
    return proxy;
  }

  get port(): number {
    return this.#port;
  }

  /** Breaks all connections, and takes no new ones. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Takes connections, again at the same port. */
  async mend(): Promise<void> {
    const server = createServer((socket) => this.#pass(this.#keep(socket), this.#targets.length));
    this.#server = server;
    await new Promise<void>((listening, failed) => {
      server.once('error', failed).listen(this.#port, '127.0.0.1', listening);
    });
    const address = server.address();
    if (typeof address === 'object' && address) this.#port = address.port;
  }

  #pass(from: Socket, triesLeft: number): void {
    const target = this.#targets[this.#turn % this.#targets.length];
    this.#turn += 1;
    if (!target || triesLeft === 0) return void from.destroy();
    const to = this.#keep(connect(target));
    const tryNext = () => this.#pass(from, triesLeft - 1);
    to.once('error', tryNext);
    to.once('connect', () => {
      to.off('error', tryNext);
      const passage = { target, isOpen: true };
      this.passages.push(passage);
      from.pipe(to).pipe(from);
      const end = () => {
        passage.isOpen = false;
        from.destroy();
        to.destroy();
      };
      from.once('close', end);
      to.once('close', end);
    });
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    // What breaks is closed, and its other half with it.
    socket.on('error', () => {});
    return socket.once('close', () => this.#sockets.delete(socket));
  }
}
