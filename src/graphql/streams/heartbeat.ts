import type { WebSocket } from 'ws';

/** A socket that is asked whether anybody is at its other end. */
export interface Pinged {
  readonly socket: WebSocket;
  /** It has not answered by the time it is asked again. */
  endSilent(): void;
}

/** Who has not answered by the time it is asked again is gone, in milliseconds. */
const ASKED_EVERY_MS = 15_000;
/** Sockets are asked in turns, so that ten thousand are not asked at one moment. */
const TURNS = 30;

/**
 * Finds out which sockets have nobody at the other end any more, or somebody who does not read: each is pinged, and one
 * that has not answered by the next ping is ended.
 */
export class Heartbeat {
  readonly #turns: readonly Map<Pinged, boolean>[] = Array.from({ length: TURNS }, () => new Map());
  readonly #timer: NodeJS.Timeout;
  #next = 0;

  constructor() {
    this.#timer = setInterval(() => this.beat(), ASKED_EVERY_MS / TURNS).unref();
  }

  add(pinged: Pinged): void {
    const { socket } = pinged;
    const turn = this.#turns.reduce((fewest, other) => (other.size < fewest.size ? other : fewest));
    turn.set(pinged, true);
    socket.on('pong', () => turn.has(pinged) && turn.set(pinged, true));
    socket.on('close', () => turn.delete(pinged));
  }

  /** Asks the sockets whose turn it is. Happens by itself, each socket's turn every fifteen seconds. */
  beat(): void {
    const turn = this.#turns[this.#next % TURNS] ?? new Map<Pinged, boolean>();
    this.#next += 1;
    for (const [pinged, hasAnswered] of turn) {
      const { socket } = pinged;
      if (!hasAnswered) {
        pinged.endSilent();
        continue;
      }
      turn.set(pinged, false);
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
