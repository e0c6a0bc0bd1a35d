import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A provider of short messages: takes a call with the same key once. */
export interface TestSmsProvider {
  readonly url: string;
  readonly calls: { readonly headers: IncomingHttpHeaders; readonly body: Record<string, unknown> }[];
  /** The messages that it took, by key. */
  readonly taken: Map<string, Record<string, unknown>>;
  /** What it answers next; 0: it hangs up after it has taken the message. */
  status: number;
  words: string;
  close(): Promise<void>;
}

export async function openSmsProvider(): Promise<TestSmsProvider> {
  const calls: TestSmsProvider['calls'] = [];
  const taken: TestSmsProvider['taken'] = new Map();
  const answer = { status: 200, words: 'ok' };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>;
    calls.push({ headers: request.headers, body });
    const key = String(request.headers['idempotency-key']);
    if ((answer.status < 300 || answer.status === 0) && !taken.has(key)) taken.set(key, body);
    if (answer.status === 0) {
      request.socket.destroy();
      return;
    }
    response.statusCode = answer.status;
    if (answer.status === 302) response.setHeader('location', 'http://127.0.0.1:1/');
    response.end(answer.words);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/send`,
    calls,
    taken,
    get status() {
      return answer.status;
    },
    set status(status) {
      answer.status = status;
    },
    get words() {
      return answer.words;
    },
    set words(words) {
      answer.words = words;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
