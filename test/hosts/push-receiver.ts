import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PlatformConnector, PushNews } from '../../src/hosts/connector.ts';
import type { Clock } from '../../src/kernel/clock.ts';

/** The gateway's side of the pushes: believes them, takes them over, and keeps the news. */
export interface PushReceiver {
  readonly url: string;
  /** From now on, pushes are for this connector; those that came before it are read now. */
  serve(connector: PlatformConnector): void;
  nextNews(kind: PushNews['kind']): Promise<PushNews>;
  close(): Promise<void>;
}

export async function openPushReceiver(clock: Clock): Promise<PushReceiver> {
  let begin: (connector: PlatformConnector) => void = () => {};
  let served = new Promise<PlatformConnector>((resolve) => {
    begin = resolve;
  });
  const waiting: { readonly kind: PushNews['kind']; readonly resolve: (news: PushNews) => void }[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://gateway');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const connector = await served;
    // `/hosts/wechat/events`, `/hosts/wechat/messages/wx…`
    const address = url.pathname.split('/')[4] ?? url.pathname.split('/')[3] ?? '';
    const query = Object.fromEntries(url.searchParams);
    const body = Buffer.concat(chunks).toString('utf8');
    const push = { address, query, body };
    const echo = await connector.urlCheck?.(push, clock.now());
    if (echo !== undefined) return response.end(echo);
    const { message } = await connector.readPush(push, clock.now());
    const news = await connector.absorbPush(message, address);
    response.end(connector.acknowledgement);
    const place = waiting.findIndex(({ kind }) => kind === news.kind);
    if (place >= 0) waiting.splice(place, 1)[0]?.resolve(news);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(connector) {
      begin(connector);
      served = Promise.resolve(connector);
    },
    nextNews: (kind) => new Promise((resolve) => waiting.push({ kind, resolve })),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
