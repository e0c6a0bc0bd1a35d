import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the receiver has it. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  /** The bytes that are signed. */
  readonly raw: string;
  // biome-ignore lint/suspicious/noExplicitAny: payloads have the form of their document
  readonly body: any;
}

/** What it answers: a status, with headers and words. `HANG_UP`: it takes the message and breaks the connection. */
export type Reply =
  | 'HANG_UP'
  | { readonly status: number; readonly headers?: Record<string, string>; readonly words?: string };

/** Somebody who is told over HTTP. */
export interface WebhookReceiver {
  readonly url: string;
  /** Every request, in the order of their arrival. */
  readonly received: Received[];
  /** What is answered to each; 200 as long as nothing else is said. */
  reply: (request: Received) => Reply | Promise<Reply>;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const answers: { reply: WebhookReceiver['reply'] } = { reply: () => ({ status: 200 }) };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const raw = Buffer.concat(parts).toString('utf8');
    const taken = { headers: request.headers, raw, body: JSON.parse(raw) };
    received.push(taken);
    const reply = await answers.reply(taken);
    if (reply === 'HANG_UP') {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, reply.headers).end(reply.words ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/told`,
    received,
    get reply() {
      return answers.reply;
    },
    set reply(reply) {
      answers.reply = reply;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
