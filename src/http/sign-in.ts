import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignIn } from '../accounts/sign-in.ts';
import { headersOf } from './headers.ts';

/** No form of signing in is larger. */
const LARGEST_BODY_BYTES = 64 * 1024;

/** Hands everything under `/auth` to the sign-in, as a request of the fetch standard. */
export async function registerSignIn(app: FastifyInstance, signIn: SignIn, baseUrl: string): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: LARGEST_BODY_BYTES },
      (_request, body, done) => done(null, body),
    );
    scope.route({
      method: ['GET', 'POST'],
      url: '/auth/*',
      async handler(request, reply) {
        return sendAnswer(reply, await signIn.handler(requestOf(request, baseUrl), request.ip));
      },
    });
  });
}

function requestOf({ method, url, headers, body }: FastifyRequest, baseUrl: string): Request {
  const content = method === 'POST' && Buffer.isBuffer(body) && body.length > 0;
  return new Request(new URL(url, baseUrl), {
    method,
    headers: headersOf(headers),
    ...(content ? { body: new Uint8Array(body) } : {}),
  });
}

async function sendAnswer(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  reply.code(answer.status);
  // Cookies come one by one; joined into one header they could not be told apart.
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
  return reply.send(Buffer.from(await answer.arrayBuffer()));
}
