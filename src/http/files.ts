import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayAct, type Viewer } from '../accounts/viewer.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { StoredFile } from '../programs/program.ts';
import { headersOf } from './headers.ts';

/** The largest paper that a platform takes (Baidu: 5 MB for a qualification). */
const LARGEST_FILE_BYTES = 5 * 1024 * 1024;

export interface FileRoutes {
  readonly viewerOf: (headers: Headers) => Promise<Viewer>;
  readonly put: (
    accountId: string,
    file: { name: string; mediaType: string; content: Uint8Array },
  ) => Promise<StoredFile>;
  /** Whether the account has to do with the platform, which may then store a file for it. */
  readonly isBoundTo: (accountId: string, platform: PlatformId) => Promise<boolean>;
  readonly get: (accountId: string, id: string) => Promise<(StoredFile & { content: Buffer }) | undefined>;
}

/** How a file of each kind begins. What a file is called and what it is must agree. */
const beginnings: Readonly<Record<string, Buffer>> = {
  'image/png': Buffer.from('89504e470d0a1a0a', 'hex'),
  'image/jpeg': Buffer.from('ffd8ff', 'hex'),
  'application/pdf': Buffer.from('%PDF-', 'latin1'),
};

/**
 * `POST /files` keeps a paper: the content as the body, its kind in `content-type`, its name, URI-encoded, in
 * `x-file-name`. Answers with its id, which mutations refer to. `GET /files/<id>` hands it back to its own account. A platform
 * stores one for an account that its agreement binds, such as an invoice (wechat/2.6), by `POST /files?account=<id>`.
 */
export async function registerFiles(
  app: FastifyInstance,
  { viewerOf, put, get, isBoundTo }: FileRoutes,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      Object.keys(beginnings),
      { parseAs: 'buffer', bodyLimit: LARGEST_FILE_BYTES },
      (_request, body, done) => done(null, body),
    );
    // Before the body is read: who may not store a file sends none.
    const storing = new WeakMap<FastifyRequest, string>();
    const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
      const viewer = await viewerOf(headersOf(request.headers));
      if (viewer.kind === 'nobody') return reply.code(401).send(refusal('UNAUTHENTICATED', 'sign in first'));
      if (viewer.kind === 'platform') {
        const { account } = request.query as { account?: unknown };
        if (typeof account !== 'string' || !(await isBoundTo(account, viewer.platform))) {
          const message = '`account` names an account that the agreement of this platform binds';
          return reply.code(404).send(refusal('NOT_FOUND', message));
        }
        storing.set(request, account);
        return undefined;
      }
      if (!mayAct(viewer, 'DEVELOPER')) {
        return reply.code(403).send(refusal('FORBIDDEN', 'storing a file needs the role DEVELOPER'));
      }
      storing.set(request, viewer.accountId);
      return undefined;
    };
    scope.post('/files', { onRequest }, async (request, reply) => {
      const mediaType = request.headers['content-type']?.split(';')[0]?.trim() ?? '';
      const content = request.body;
      const beginning = beginnings[mediaType];
      const name = fileName(request.headers['x-file-name']);
      if (
        !Buffer.isBuffer(content) ||
        !beginning ||
        !content.subarray(0, beginning.length).equals(beginning)
      ) {
        return reply.code(400).send(refusal('INVALID_FILE', `the content is not what ${mediaType} says`));
      }
      if (name === undefined) {
        return reply
          .code(400)
          .send(
            refusal(
              'INVALID_NAME',
              'x-file-name must hold 1 to 200 characters, URI-encoded, without slashes',
            ),
          );
      }
      const accountId = storing.get(request);
      if (accountId === undefined) throw new Error('a file came past the check of who may store one');
      return reply.code(201).send(await put(accountId, { name, mediaType, content }));
    });
    scope.get('/files/:id', async (request, reply) => {
      const viewer = await viewerOf(headersOf(request.headers));
      if (viewer.kind === 'nobody') return reply.code(401).send(refusal('UNAUTHENTICATED', 'sign in first'));
      const { id } = request.params as { id: string };
      const file = mayAct(viewer, 'VIEWER') ? await get(viewer.accountId, id) : undefined;
      if (!file) return reply.code(404).send(refusal('NOT_FOUND', 'there is no such file'));
      return reply
        .type(file.mediaType)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .send(file.content);
    });
  });
}

function refusal(code: string, message: string) {
  return { error: { code, message } };
}

function fileName(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined;
  try {
    const name = decodeURIComponent(header);
    return /^[^/\\\p{Cc}]{1,200}$/u.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
