import { connect as connectTcp } from 'node:net';
import type { ConnectionOptions } from '@nats-io/transport-node';
import { ANSWER_WITHIN_MS, type OpenLine } from './line.ts';

const SUBJECT = 'paifang.events';
const USUAL_PORT = 4222;

/**
 * Publishes and subscribes at a NATS server, over one connection.
 * @param answerWithinMs How long its greeting is waited for.
 */
export function natsLine(url: string, answerWithinMs = ANSWER_WITHIN_MS): OpenLine {
  return async (hear) => {
    const { connect } = await import('@nats-io/transport-node');
    await isGreeted(new URL(url), answerWithinMs);
    const connection = await connect(optionsOf(new URL(url)));
    const subscribed = new Promise<unknown>((_resolve, refuse) => {
      connection.subscribe(SUBJECT, {
        callback: (fault, message) => (fault ? refuse(fault) : hear(message.string())),
      });
    });
    const broken = Promise.race([connection.closed(), subscribed]).then(
      (fault) => fault ?? new Error('the connection was closed'),
      (fault: unknown) => fault,
    );
    try {
      await connection.flush();
    } catch (fault) {
      await connection.close();
      throw fault;
    }
    return {
      send: (message) => connection.publish(SUBJECT, message),
      ask: () => connection.flush(),
      broken,
      close: () => connection.close(),
    };
  };
}

/**
 * Resolves where the server speaks first, as NATS does. The client leaves its socket open where nobody ever does, and would
 * leave another at every attempt.
 */
function isGreeted({ hostname, port }: URL, withinMs: number): Promise<void> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connectTcp({ host, port: Number(port) || USUAL_PORT });
  const silence = setTimeout(
    () => socket.destroy(new Error('it does not greet as a NATS server does')),
    withinMs,
  );
  return new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('it closed the connection without a greeting')));
    socket.once('data', () => resolve());
  }).finally(() => {
    clearTimeout(silence);
    socket.destroy();
  });
}

/** Whoever keeps the line opens it again: the client itself does not, and holds nothing back for later. */
function optionsOf({ protocol, hostname, port, username, password }: URL): ConnectionOptions {
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)];
  return {
    servers: `${hostname}:${port || USUAL_PORT}`,
    timeout: ANSWER_WITHIN_MS,
    reconnect: false,
    ...(protocol === 'tls:' ? { tls: {} } : {}),
    ...credentials(user, pass),
  };
}

/** A user with a password, or a token alone. */
function credentials(user: string, pass: string): Pick<ConnectionOptions, 'user' | 'pass' | 'token'> {
  if (user === '') return {};
  return pass === '' ? { token: user } : { user, pass };
}
