import type { WebSocket } from 'ws';

/** Who has not answered by the time it is asked again is gone, in milliseconds. */
const ASKED_EVERY_MS = 15_000;
/** Sockets are asked in turns, so that ten thousand are not asked at one moment. */
const TURNS = 30;

/**
 * Finds out which sockets have nobody at the other end any more, or somebody who does not read: each is pinged, and one
 * that has not answered by the next ping is cut.
 */
export class Heartbeat {
  readonly #turns: readonly Map<WebSocket, boolean>[] = Array.from({ length: TURNS }, () => new Map());
  readonly #timer: NodeJS.Timeout;
  #next = 0;

  constructor() {
    this.#timer = setInterval(() => this.beat(), ASKED_EVERY_MS / TURNS).unref();
  }

  add(socket: WebSocket): void {
    const turn = this.#turns.reduce((fewest, other) => (other.size < fewest.size ? other : fewest));
    turn.set(socket, true);
    socket.on('pong', () => turn.has(socket) && turn.set(socket, true));
    socket.on('close', () => turn.delete(socket));
  }

  /** Asks the sockets whose turn it is. Happens by itself, each socket's turn every fifteen seconds. */
  beat(): void {
    const turn = this.#turns[this.#next % TURNS] ?? new Map();
    this.#next += 1;
    for (const [socket, hasAnswered] of turn) {
      if (!hasAnswered) {
        socket.terminate();
        continue;
      }
      turn.set(socket, false);
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
