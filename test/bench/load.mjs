// Sends one request over and over, on as many connections as it is told, the next as soon as the last was answered.
// On bare sockets: a client that parses would be slower than the servers that it measures.
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { serveParent } from './children.mjs';

serveParent({}, { load: run });

async function run({ port, token, body, connections, ms }) {
  const request = Buffer.from(
    `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${token}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const until = performance.now() + ms;
  const latencies = [];
  const workers = Array.from({ length: connections }, () => work(port, request, until, latencies));
  const bodies = await Promise.all(workers);
  return { latencies, body: bodies[0] };
}

/** Resolves to the body of its last answer. */
function work(port, request, until, latencies) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay();
    const reader = new AnswerReader();
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      socket.write(request);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      if (!reader.add(chunk)) return;
      const now = performance.now();
      latencies.push(now - sentAt);
      if (reader.status !== 200) reject(new Error(`answered ${reader.status}: ${reader.body()}`));
      else if (now < until) send();
      else {
        socket.destroy();
        resolve(reader.body());
      }
    });
  });
}

/** Finds the end of an answer by its content-length; keeps the last one. */
class AnswerReader {
  status = 0;
  #chunks = [];
  #received = 0;
  #headEnd = 0;
  #length = 0;
  #done = true;

  /** Whether the answer is whole now. */
  add(chunk) {
    if (this.#done) this.#restart();
    this.#chunks.push(chunk);
    this.#received += chunk.length;
    if (this.status === 0) this.#readHead();
    this.#done = this.status !== 0 && this.#received >= this.#headEnd + this.#length;
    return this.#done;
  }

  body() {
    return Buffer.concat(this.#chunks).subarray(this.#headEnd).toString();
  }

  #restart() {
    this.status = 0;
    this.#chunks = [];
    this.#received = 0;
  }

  #readHead() {
    const text = Buffer.concat(this.#chunks).toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = text.slice(0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) throw new Error(`an answer without content-length:\n${head}`);
    this.status = Number(head.slice(9, 12));
    this.#headEnd = end + 4;
    this.#length = Number(length);
  }
}
