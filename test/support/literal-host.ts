import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it was on the wire. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: string;
}

/** What to answer: JSON with status 200, or anything at all by hand. */
export type Answer = object | ((response: ServerResponse, request: SeenRequest) => void);

/** Answers by path with what the test wrote down, and keeps what it was asked. */
export interface LiteralHost {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** Answers in this order; the last one stays. */
  on(path: string, ...answers: Answer[]): void;
  requestsTo(path: string): readonly SeenRequest[];
  close(): Promise<void>;
}

export async function startLiteralHost(): Promise<LiteralHost> {
  const answers = new Map<string, Answer[]>();
  const seen: SeenRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const request = await readRequest(incoming);
    seen.push(request);
    const queue = answers.get(request.path) ?? [];
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    if (typeof answer === 'function') answer(response, request);
    else response.end(JSON.stringify(answer ?? { unexpected: request.path }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    on: (path, ...next) => answers.set(path, next),
    requestsTo: (path) => seen.filter((request) => request.path === path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Reads everything and hangs up: the host may have acted. */
export const loseTheAnswer: Answer = (response) => response.destroy();

async function readRequest(incoming: IncomingMessage): Promise<SeenRequest> {
  const url = new URL(incoming.url ?? '/', 'http://host');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    contentType: incoming.headers['content-type'] ?? '',
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
