import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';

/** Who has not taken its refusal by then is cut. */
const TAKES_REFUSAL_WITHIN_MS = 5_000;

export interface DoorSettings {
  readonly path: string;
  readonly allowedOrigins: readonly string[];
  /** From where a request comes. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** How many sockets of one address may be open that have not signed in. */
  readonly unsignedPerAddress: number;
}

/** A socket that was let in; `signedIn` is to be called when it has said who it is. */
export interface Entered {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly network: Duplex;
  readonly signedIn: () => void;
}

/**
 * Lets sockets in: only on this path, only for pages of ours, since a browser sends the cookie to whoever asks it to, and of
 * one address only so many that have not said who they are.
 */
export class SocketDoor {
  readonly #sockets: WebSocketServer;
  readonly #settings: DoorSettings;
  readonly #unsigned = new Map<string, number>();

  constructor(sockets: WebSocketServer, settings: DoorSettings) {
    this.#sockets = sockets;
    this.#settings = settings;
  }

  /** How many sockets have not said who they are. */
  get unsigned(): number {
    return [...this.#unsigned.values()].reduce((sum, count) => sum + count, 0);
  }

  knock(request: IncomingMessage, network: Duplex, head: Buffer, enter: (entered: Entered) => void): void {
    const { origin } = request.headers;
    const { path, allowedOrigins, addressOf, unsignedPerAddress } = this.#settings;
    if (request.url?.split('?')[0] !== path) {
      refuse(network, '404 Not Found');
      return;
    }
    if (origin !== undefined && !allowedOrigins.includes(origin)) {
      refuse(network, '403 Forbidden');
      return;
    }
    const address = addressOf(request);
    if ((this.#unsigned.get(address) ?? 0) >= unsignedPerAddress) {
      refuse(network, '429 Too Many Requests');
      return;
    }
    this.#sockets.handleUpgrade(request, network, head, (socket) => {
      const signedIn = this.#count(address);
      socket.once('close', signedIn);
      enter({ socket, request, network, signedIn });
    });
  }

  /** Counts one more of an address, until the function that is returned is called. */
  #count(address: string): () => void {
    this.#unsigned.set(address, (this.#unsigned.get(address) ?? 0) + 1);
    let isCounted = true;
    return () => {
      if (!isCounted) return;
      isCounted = false;
      const left = (this.#unsigned.get(address) ?? 1) - 1;
      if (left > 0) this.#unsigned.set(address, left);
      else this.#unsigned.delete(address);
    };
  }
}

/** Answers, and lets go of the connection. From the upgrade on nobody else listens to it: not to its errors, nor to its end. */
function refuse(network: Duplex, status: string): void {
  const retry = status.startsWith('429') ? 'Retry-After: 10\r\n' : '';
  const cut = setTimeout(() => network.destroy(), TAKES_REFUSAL_WITHIN_MS);
  network
    // Whoever was refused may have gone already; an error that nobody hears ends the process.
    .on('error', () => {})
    .once('close', () => clearTimeout(cut))
    // By itself it would stay half open until the other side ends it.
    .once('finish', () => network.destroy());
  network.end(`HTTP/1.1 ${status}\r\n${retry}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
