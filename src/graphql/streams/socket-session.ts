import type { Duplex } from 'node:stream';
import { CloseCode } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Clock } from '../../kernel/clock.ts';
import { EXPIRED, type Watched } from './credential-watch.ts';
import { ENOUGH_UNSENT } from './outlet.ts';
import type { SharedPayload } from './shared-payload.ts';

/** Codes by which a socket is closed, beside those of the protocol. From 4000 on they are our own. */
export const SOCKET_CLOSED = {
  /** The gateway cannot tell now who signs in. Registered as "Try Again Later", which clients do not take as final. */
  TRY_LATER: 1013,
  /** Its reader does not read. */
  SLOW: 4413,
  /** There are too many of its credential. */
  TOO_MANY_SOCKETS: 4414,
  /** It sends more messages than one may. */
  TOO_MANY_MESSAGES: 4415,
} as const;

/** So many messages at once, and so many a second in the long run. */
const MOST_MESSAGES = 200;
const MESSAGES_A_SECOND = 50;

const TEXT_FRAME = 0x81;
const QUOTE_AND_BRACE_CLOSE = 0x7d;

/** A subscription for which something may be held back. */
export interface Debtor {
  /** What was held back from it, in bytes. */
  readonly heldBack: number;
}

/**
 * One open socket. Messages of a group go past `ws` straight to the network, each as one write of a whole frame; `ws`
 * itself writes whole frames too, and compresses none, so that no frame ever lies within another.
 */
export class SocketSession implements Watched {
  readonly socket: WebSocket;
  readonly #network: Duplex;
  #draining: Promise<void> | undefined;
  readonly #clock: Clock;
  #messagesLeft = MOST_MESSAGES;
  #countedAt = 0;
  readonly #debtors = new Set<Debtor>();
  /** When what it signed in with ends, in milliseconds since 1970. */
  #endsAt = Number.POSITIVE_INFINITY;

  constructor(socket: WebSocket, network: Duplex, clock: Clock) {
    this.socket = socket;
    this.#network = network;
    this.#clock = clock;
  }

  /** Nothing is sent any more from this instant on. */
  set expiresAt(instant: Date | undefined) {
    this.#endsAt = instant?.getTime() ?? Number.POSITIVE_INFINITY;
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  /** Bytes that were written and that the network has not taken yet. */
  get unsent(): number {
    return this.#network.writableLength;
  }

  /** As `Outlet.owed`, of all subscriptions of the socket. */
  get owed(): number {
    let owed = this.unsent;
    for (const debtor of this.#debtors) owed += debtor.heldBack;
    return owed;
  }

  /** Counts a subscription among those for which something may be held back, until the function that is returned is called. */
  owing(debtor: Debtor): () => void {
    this.#debtors.add(debtor);
    return () => void this.#debtors.delete(debtor);
  }

  /** Resolves when the message was handed to the network, and the network is not behind. */
  send(text: string): Promise<void> | undefined {
    if (!this.isOpen) return undefined;
    this.socket.send(text);
    return this.unsent < ENOUGH_UNSENT ? undefined : this.holdUp();
  }

  /**
   * Sends `opening`, which is ASCII, then the payload, then `}`, as one message.
   * The bytes are copied: they mostly leave at once, and nothing is kept of them.
   */
  sendShared(opening: string, { bytes }: SharedPayload): void {
    if (!this.isOpen) return;
    if (this.#endsAt !== Number.POSITIVE_INFINITY && this.#clock.now().getTime() >= this.#endsAt) {
      this.end(EXPIRED);
      return;
    }
    const length = opening.length + bytes.length + 1;
    const head = headLength(length);
    const frame = Buffer.allocUnsafe(head + length);
    writeHead(frame, length);
    frame.write(opening, head, 'latin1');
    bytes.copy(frame, head + opening.length);
    frame[head + length - 1] = QUOTE_AND_BRACE_CLOSE;
    this.#network.write(frame);
  }

  /** Resolves when the network has taken everything, or is gone. */
  drained(): Promise<void> {
    const network = this.#network;
    if (network.destroyed || !network.writableNeedDrain) return Promise.resolve();
    this.#draining ??= new Promise<void>((resolve) => {
      const end = (): void => {
        network.off('drain', end).off('close', end);
        this.#draining = undefined;
        resolve();
      };
      network.on('drain', end).on('close', end);
    });
    return this.#draining;
  }

  /** Hears nothing more from a client that does not take what it is told, until it has. */
  async holdUp(): Promise<void> {
    // One that is being closed is listened to: the answer to the close is to come.
    if (this.isOpen) this.socket.pause();
    await this.drained();
    this.socket.resume();
  }

  /** Its reader does not read. What it has not taken, it finds behind its last cursor. */
  giveUp(): void {
    this.close(SOCKET_CLOSED.SLOW, 'slow: resume from your last cursor');
  }

  /** It has not answered a ping: it is told why where it may yet read it, and is cut where nobody seems to be there. */
  endSilent(): void {
    if (this.unsent > 0 && this.isOpen) this.giveUp();
    else this.socket.terminate();
  }

  /** Whether one more message is within what a socket may send. */
  mayHear(): boolean {
    const now = this.#clock.now().getTime();
    const since = Math.max(0, now - this.#countedAt);
    this.#messagesLeft = Math.min(MOST_MESSAGES, this.#messagesLeft + (since / 1000) * MESSAGES_A_SECOND);
    this.#countedAt = now;
    this.#messagesLeft -= 1;
    return this.#messagesLeft >= 0;
  }

  end(reason: string): void {
    this.close(CloseCode.Forbidden, reason);
  }

  close(code: number, reason: string): void {
    // One that is held up would not hear the answer.
    this.socket.resume();
    this.socket.close(code, reason);
  }
}

function headLength(length: number): number {
  if (length < 126) return 2;
  return length < 65_536 ? 4 : 10;
}

/** The head of an unmasked text frame that is whole: RFC 6455, 5.2. */
function writeHead(frame: Buffer, length: number): void {
  frame[0] = TEXT_FRAME;
  if (length < 126) frame[1] = length;
  else if (length < 65_536) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeUInt32BE(0, 2);
    frame.writeUInt32BE(length, 6);
  }
}
