import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** As much of RFC 5321 as a client needs to hand a mail over. */
export interface TestSmtpServer {
  readonly url: string;
  /** What was taken: from whom, to whom, and the mail. */
  readonly mails: { readonly from: string; readonly to: string; readonly data: string }[];
  /** What the server answers to `RCPT TO`; 250 takes it. */
  answer: string;
  close(): Promise<void>;
}

export async function openSmtpServer(): Promise<TestSmtpServer> {
  const mails: { from: string; to: string; data: string }[] = [];
  const sockets = new Set<Socket>();
  const state = { answer: '250 OK' };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    let from = '';
    let to = '';
    let data: string | undefined;
    let pending = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    const answers: Record<string, (line: string) => void> = {
      MAIL: (line) => {
        from = line;
        say('250 OK');
      },
      RCPT: (line) => {
        to = line;
        say(state.answer);
      },
      DATA: () => {
        data = '';
        say('354 go on');
      },
      QUIT: () => socket.end('221 bye\r\n'),
    };
    const hear = (line: string) => {
      if (data === undefined) {
        const answer = answers[line.slice(0, 4).toUpperCase()];
        if (answer) answer(line);
        else say('250 OK');
      } else if (line === '.') {
        mails.push({ from, to, data });
        data = undefined;
        say('250 queued');
      } else data += `${line}\n`;
    };
    socket.on('data', (bytes) => {
      const lines = (pending + bytes.toString('utf8')).split('\r\n');
      pending = lines.pop() ?? '';
      for (const line of lines) hear(line);
    });
    say('220 test');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    get answer() {
      return state.answer;
    },
    set answer(answer) {
      state.answer = answer;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
