import WebSocket from 'ws';

type Message = Readonly<Record<string, unknown>>;

/** A client that speaks `graphql-transport-ws` by hand, as one without a library would. */
export interface PlainSocket {
  readonly socket: WebSocket;
  /** What has come and was not taken by `next`. */
  readonly received: Message[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  send(message: object | string): void;
  /** The next message. */
  next(): Promise<Message>;
  signIn(token: string): Promise<void>;
  subscribe(id: string, query: string, variables?: object): void;
  close(): Promise<void>;
}

/** @param headers What its request carries besides, as where a proxy passes it on. */
export async function openPlainSocket(
  url: string,
  protocol = 'graphql-transport-ws',
  headers: Readonly<Record<string, string>> = {},
): Promise<PlainSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'), protocol, { perMessageDeflate: false, headers });
  const received: Message[] = [];
  const waiting: ((message: Message) => void)[] = [];
  socket.on('message', (text) => {
    const message = JSON.parse(String(text));
    const taker = waiting.shift();
    if (taker) taker(message);
    else received.push(message);
  });
  socket.on('error', () => {});
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  await new Promise<void>((opened, refused) =>
    socket
      .once('open', () => opened())
      .once('error', refused)
      .once('unexpected-response', (_, { statusCode }) => refused(statusCode)),
  );
  const plain: PlainSocket = {
    socket,
    received,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next() {
      const message = received.shift();
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve));
    },
    async signIn(token) {
      plain.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
      const answer = await Promise.race([plain.next(), closed]);
      if (!('type' in answer) || answer.type !== 'connection_ack') throw new Error(JSON.stringify(answer));
    },
    subscribe(id, query, variables = {}) {
      plain.send({ id, type: 'subscribe', payload: { query, variables } });
    },
    async close() {
      socket.close();
      await closed;
    },
  };
  return plain;
}
