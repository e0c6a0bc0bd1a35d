import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../src/kernel/clock.ts';

/** A clock that stands still until it is moved. */
export class StandingClock implements Clock {
  #now: number;

  constructor(at: string) {
    this.#now = Date.parse(at);
  }

  now(): Date {
    return new Date(this.#now);
  }

  forward(ms: number): void {
    this.#now += ms;
  }
}

export interface RawPush {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: string;
}

type Opened<Message> = RawPush & { readonly event: string; readonly message: Message };

/** The gateway's place in these tests: takes pushes, opens them, and lets a test wait for one. */
export class Receiver<Message> {
  readonly #open: (raw: RawPush) => { readonly event: string; readonly message: Message };
  readonly #server = createServer((request, response) => void this.#take(request, response));
  readonly #arrived: Opened<Message>[] = [];
  readonly #replies: { readonly status: number; readonly body: string }[] = [];
  #waiting: (() => void)[] = [];

  constructor(open: (raw: RawPush) => { readonly event: string; readonly message: Message }) {
    this.#open = open;
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this.url();
  }

  url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next pushes are answered so, before `success` is said again. */
  replyNext(...replies: readonly { readonly status: number; readonly body: string }[]): void {
    this.#replies.push(...replies);
  }

  /** The first push of this event that no test has taken yet; waits for it. */
  async next(event: string): Promise<Opened<Message>> {
    for (;;) {
      const index = this.#arrived.findIndex((push) => push.event === event);
      const [found] = index < 0 ? [] : this.#arrived.splice(index, 1);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** The events that arrived and were not taken. */
  left(): readonly string[] {
    return this.#arrived.map(({ event }) => event);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://receiver');
    const raw: RawPush = {
      path: pathname,
      query: searchParams,
      contentType: request.headers['content-type'] ?? '',
      body: Buffer.concat(chunks).toString('utf8'),
    };
    const { status, body } = this.#replies.shift() ?? { status: 200, body: 'success' };
    response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
    this.#arrived.push({ ...raw, ...this.#open(raw) });
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}

/** Asks again until the answer is the one waited for; each question is a round trip, so nothing sleeps. */
export async function askUntil<Answer>(
  ask: () => Promise<Answer>,
  isIt: (answer: Answer) => boolean,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (isIt(answer)) return answer;
  }
}
