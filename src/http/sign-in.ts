import type { FastifyInstance } from 'fastify';
import type { SignIn } from '../accounts/sign-in.ts';
import { headersOf } from './headers.ts';

/** No form of signing in is larger. */
const LARGEST_BODY_BYTES = 64 * 1024;

/** Hands everything under `/auth` to the sign-in, as a request of the fetch standard. */
export async function registerSignIn(app: FastifyInstance, signIn: SignIn, baseUrl: string): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_BODY_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    scope.route({
      method: ['GET', 'POST'],
      url: '/auth/*',
      async handler(request, reply) {
        const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? { body: new Uint8Array(request.body) } : {};
        const answer = await signIn.handler(
          new Request(new URL(request.url, baseUrl), {
            method: request.method,
            headers: headersOf(request.headers),
            ...(request.method === 'POST' ? body : {}),
          }),
          request.ip,
        );
        reply.code(answer.status);
        for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
        for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
        return reply.send(Buffer.from(await answer.arrayBuffer()));
      },
    });
  });
}
