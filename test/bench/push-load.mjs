// Sends pushes, all at the same moment, each on a connection of its own that is open already: what is measured is then
// the gateway, and neither the making of pushes nor that of connections. Bare sockets, as in load.mjs.
import { once } from 'node:events';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { encryptMessage, signatureOf } from '../../dist/kernel/message-crypto.js';
import { serveParent, settings } from './children.mjs';

const { port, receiver, atOnce } = settings();
const sockets = await Promise.all(
  Array.from({ length: atOnce }, async () => {
    const socket = connect(port, '127.0.0.1').setNoDelay();
    await once(socket, 'connect');
    return socket;
  }),
);

serveParent({}, { salvo, stop: async () => {} });

/** Resolves to the milliseconds from the first byte of each push to the last of its acknowledgement. */
async function salvo({ number }) {
  const requests = sockets.map((_, n) => requestOf(`${number}-${n}`, n));
  return Promise.all(sockets.map((socket, n) => acknowledged(socket, requests[n])));
}

/** Each connection speaks for a program of its own: a platform that has news of everybody at once. */
function requestOf(mark, program) {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const message =
    `<xml><ToUserName><![CDATA[gh_${program}]]></ToUserName><FromUserName><![CDATA[openid]]></FromUserName>` +
    `<CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[event]]></MsgType>` +
    `<Event><![CDATA[bench]]></Event><Mark>${mark}</Mark></xml>`;
  const encrypted = encryptMessage(message, receiver.componentAppId, receiver.encodingAesKeys[0]);
  const signature = signatureOf(receiver.messageToken, timestamp, mark, encrypted);
  const body =
    `<xml><ToUserName><![CDATA[gh_${program}]]></ToUserName>` +
    `<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  const query = `signature=x&timestamp=${timestamp}&nonce=${mark}&encrypt_type=aes&msg_signature=${signature}`;
  return Buffer.from(
    `POST /hosts/wechat/messages/wx${program}?${query} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n` +
      `content-type: text/xml\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function acknowledged(socket, request) {
  return new Promise((resolve, reject) => {
    const sentAt = performance.now();
    let text = '';
    const hear = (chunk) => {
      text += chunk.toString('latin1');
      if (!text.endsWith('\r\n\r\nsuccess')) {
        if (/^HTTP\/1\.1 (?!200)/.test(text)) reject(new Error(text));
        return;
      }
      socket.off('data', hear);
      resolve(performance.now() - sentAt);
    };
    socket.on('data', hear);
    socket.once('error', reject);
    socket.write(request);
  });
}
