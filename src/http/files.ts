import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayAct, type Viewer } from '../accounts/viewer.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import type { StoredFile } from '../programs/program.ts';
import { headersOf } from './headers.ts';
import { refusal, signInFirst } from './refusal.ts';

/** The largest paper that a platform takes (Baidu: 5 MB for a qualification). */
const LARGEST_FILE_BYTES = 5 * 1024 * 1024;

export interface FileRoutes {
  readonly viewerOf: (headers: Headers) => Promise<Viewer>;
  readonly put: (
    accountId: string,
    file: { name: string; mediaType: string; content: Uint8Array },
  ) => Promise<StoredFile>;
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
 * `x-file-name`. Answers with its id, which mutations refer to. `GET /files/<id>` hands it back to its own account.
 */
export async function registerFiles(app: FastifyInstance, { viewerOf, put, get }: FileRoutes): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      Object.keys(beginnings),
      { parseAs: 'buffer', bodyLimit: LARGEST_FILE_BYTES },
      (_request, body, done) => done(null, body),
    );
    // What is refused before a route sees it: a kind that nobody reads, a body that is too large.
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      if (error.statusCode === 413) {
        return reply.code(413).send(refusal(request, 'FILE_TOO_LARGE', tooLarge, { path: 'body' }));
      }
      if (error.statusCode !== 415) throw error;
      const kind = wrongKind(request.headers['content-type'] ?? '');
      return reply.code(415).send(refusal(request, 'FILE_TYPE', kind, { path: 'content-type' }));
    });
    // Before the body is read: who may not store a file sends none.
    const storing = new WeakMap<FastifyRequest, string>();
    const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
      const viewer = await viewerOf(headersOf(request.headers));
      if (viewer.kind === 'nobody')
        return reply.code(401).send(refusal(request, 'UNAUTHENTICATED', signInFirst));
      if (!mayAct(viewer, 'DEVELOPER')) {
        return reply.code(403).send(refusal(request, 'FORBIDDEN', needsDeveloper));
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
        return reply
          .code(400)
          .send(refusal(request, 'INVALID_FILE', notWhatItSays(mediaType), { path: 'body' }));
      }
      if (name === undefined) {
        return reply.code(400).send(refusal(request, 'INVALID_NAME', badName, { path: 'x-file-name' }));
      }
      const accountId = storing.get(request);
      if (accountId === undefined) throw new Error('a file came past the check of who may store one');
      return reply.code(201).send(await put(accountId, { name, mediaType, content }));
    });
    scope.get('/files/:id', async (request, reply) => {
      const viewer = await viewerOf(headersOf(request.headers));
      if (viewer.kind === 'nobody')
        return reply.code(401).send(refusal(request, 'UNAUTHENTICATED', signInFirst));
      const { id } = request.params as { id: string };
      const file = mayAct(viewer, 'VIEWER') ? await get(viewer.accountId, id) : undefined;
      if (!file) return reply.code(404).send(refusal(request, 'NOT_FOUND', noSuchFile));
      return reply
        .type(file.mediaType)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .send(file.content);
    });
  });
}

const needsDeveloper = {
  'zh-CN': '上传文件需要 DEVELOPER 角色',
  en: 'storing a file needs the role DEVELOPER',
};
const noSuchFile = { 'zh-CN': '找不到文件', en: 'there is no such file' };
const badName = {
  'zh-CN': 'x-file-name 须为 1 至 200 个字符，经 URI 编码，且不含斜杠',
  en: 'x-file-name must hold 1 to 200 characters, URI-encoded, without slashes',
};
const tooLarge = {
  'zh-CN': `文件至多 ${LARGEST_FILE_BYTES / 1024 / 1024} MB；请压缩后重新上传`,
  en: `a file has at most ${LARGEST_FILE_BYTES / 1024 / 1024} MB: make it smaller and send it again`,
};

function notWhatItSays(mediaType: string): LocalizedText {
  return {
    'zh-CN': `内容与所声明的类型 ${mediaType} 不符；请核对文件与 content-type`,
    en: `the content is not what ${mediaType} says: look at the file and at content-type`,
  };
}

function wrongKind(mediaType: string): LocalizedText {
  const kinds = Object.keys(beginnings).join(', ');
  return {
    'zh-CN': `不接受类型“${mediaType}”；可上传：${kinds}`,
    en: `files of the kind \`${mediaType}\` are not taken; what is: ${kinds}`,
  };
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
