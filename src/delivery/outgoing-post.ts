import { type LookupAddress, lookup } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './private-addresses.ts';

/** More of an answer is not read. */
const MOST_ANSWER_BYTES = 16_384;

export interface OutgoingPost {
  /** Of http or https. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For all of it: the name, the connection, and the answer. */
  readonly timeoutMs: number;
  /** Whether the other end may be on this machine or in the house's own network. */
  readonly privateAddresses: boolean;
}

export interface PostAnswer {
  readonly status: number;
  /** As the header `Retry-After` has it. */
  readonly retryAfter?: string;
  /** The beginning of it, 16 KB at most. */
  readonly text: string;
}

/** Posts somewhere. Rejects with `PrivateHost`, with a `TimeoutError`, or with what the network says. */
export type Post = (post: OutgoingPost) => Promise<PostAnswer>;

/** The other end is on this machine, or in the house's own network, and may not be. */
export class PrivateHost extends Error {
  override readonly name = 'PrivateHost';

  constructor(host: string) {
    super(`${host} is an address of this machine or of the house's own network`);
  }
}

/** Posts once; redirects are not followed, and a connection is made to the very address that was looked at. */
export const post: Post = async (outgoing) => {
  const { url, privateAddresses } = outgoing;
  const host = bareHost(url);
  if (!privateAddresses && isIP(host) !== 0 && isPrivateAddress(host)) throw new PrivateHost(host);
  return send(outgoing);
};

/**
 * Whether a message may go to this host of an address, as things are: `PRIVATE` where every address of the name is, or
 * `UNKNOWN` where the name has none.
 */
export function lookAtHost(url: string): Promise<'PUBLIC' | 'PRIVATE' | 'UNKNOWN'> {
  const host = bareHost(url);
  return new Promise((resolve) => {
    lookup(host, { all: true }, (error, found: LookupAddress[]) => {
      if (error || found.length === 0) resolve('UNKNOWN');
      else resolve(found.some(({ address }) => !isPrivateAddress(address)) ? 'PUBLIC' : 'PRIVATE');
    });
  });
}

function bareHost(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

function send({ url, headers, body, timeoutMs, privateAddresses }: OutgoingPost): Promise<PostAnswer> {
  const address = new URL(url);
  return new Promise((resolve, reject) => {
    const call = (address.protocol === 'https:' ? secureRequest : plainRequest)(
      address,
      {
        method: 'POST',
        // A connection of its own: one that was kept may be closed at the other end just when it is used.
        agent: false,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal: AbortSignal.timeout(timeoutMs),
        ...(privateAddresses ? {} : { lookup: publicOnly }),
      },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        const finish = () => {
          const { 'retry-after': retryAfter } = answer.headers;
          const text = Buffer.concat(parts).subarray(0, MOST_ANSWER_BYTES).toString('utf8');
          resolve({
            status: answer.statusCode ?? 0,
            text,
            ...(retryAfter === undefined ? {} : { retryAfter }),
          });
        };
        answer.on('data', (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size < MOST_ANSWER_BYTES) return;
          finish();
          answer.destroy();
        });
        answer.on('error', reject);
        answer.on('end', finish);
      },
    );
    call.on('error', (error) => {
      // Node wraps what a signal was aborted with.
      const timedOut = error.name === 'AbortError' && error.cause instanceof Error;
      reject(timedOut ? error.cause : error);
    });
    call.end(body);
  });
}

/** Looks the name up and hands out public addresses only: what is connected to is what was looked at. */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return callback(error, '');
    const open = found.filter(({ address }) => !isPrivateAddress(address));
    const [first] = open;
    if (!first) return callback(new PrivateHost(hostname), '');
    return options.all ? callback(null, open) : callback(null, first.address, first.family);
  });
};
