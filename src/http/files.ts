import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayAct, type Viewer } from '../accounts/viewer.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { StoredFile } from '../programs/program.ts';
import { headersOf } from './headers.ts';
import { refusal, signInFirst } from './refusal.ts';

const MB = 1024 * 1024;
/** The largest paper that a platform takes (Baidu: 5 MB for a qualification). */
const LARGEST_FILE_BYTES = 5 * MB;
/** The largest video that a reviewer can be shown (WeChat). */
const LARGEST_VIDEO_BYTES = 10 * MB;

export interface FileRoutes {
  readonly viewerOf: (headers: Headers) => Promise<Viewer>;
  readonly put: (
    accountId: string,
    file: { name: string; mediaType: string; content: Uint8Array },
  ) => Promise<StoredFile>;
  /** A file that an account has shown to the platform; undefined for any other. */
  readonly shownTo: (
    platform: PlatformId,
    id: string,
  ) => Promise<(StoredFile & { content: Buffer }) | undefined>;
  /** Whether the account has to do with the platform, which may then store a file for it. */
  readonly isBoundTo: (accountId: string, platform: PlatformId) => Promise<boolean>;
  readonly get: (accountId: string, id: string) => Promise<(StoredFile & { content: Buffer }) | undefined>;
}

/** How a file of each kind begins, at which byte, and how large it can be. What a file is called and what it is must agree. */
const beginnings: Readonly<
  Record<string, { readonly bytes: Buffer; readonly at: number; readonly most: number }>
> = {
  'image/png': paper('89504e470d0a1a0a'),
  'image/jpeg': paper('ffd8ff'),
  'image/gif': paper(Buffer.from('GIF8', 'latin1').toString('hex')),
  'application/pdf': paper(Buffer.from('%PDF-', 'latin1').toString('hex')),
  // The size of its first box comes before the name of that.
  'video/mp4': { bytes: Buffer.from('ftyp', 'latin1'), at: 4, most: LARGEST_VIDEO_BYTES },
};

function paper(hex: string) {
  return { bytes: Buffer.from(hex, 'hex'), at: 0, most: LARGEST_FILE_BYTES };
}

/**
 * `POST /files` keeps a paper, or what a reviewer is shown: the content as the body, its kind in `content-type`, its name, URI-encoded, in
 * `x-file-name`. Answers with its id, which mutations refer to. `GET /files/<id>` hands it back to its own account, and to
 * a platform that the account has shown it to: with a confirmation, a payment, a duty that was done, an appeal. A platform
 * stores one for an account that its agreement binds, such as an invoice (wechat/2.6), by `POST /files?account=<id>`.
 */
export async function registerFiles(
  app: FastifyInstance,
  { viewerOf, put, get, shownTo, isBoundTo }: FileRoutes,
): Promise<void> {
  const own = async (viewer: Viewer, id: string) =>
    mayAct(viewer, 'VIEWER') ? get(viewer.accountId, id) : undefined;
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    for (const [mediaType, { most }] of Object.entries(beginnings)) {
      scope.addContentTypeParser(mediaType, { parseAs: 'buffer', bodyLimit: most }, (_request, body, done) =>
        done(null, body),
      );
    }
    // What is refused before a route sees it: a kind that nobody reads, a body that is too large.
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      if (error.statusCode === 413) {
        return reply
          .code(413)
          .send(refusal(request, 'FILE_TOO_LARGE', tooLarge(mediaTypeOf(request)), { path: 'body' }));
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
      if (viewer.kind === 'platform') {
        const { account } = request.query as { account?: unknown };
        if (typeof account !== 'string' || !(await isBoundTo(account, viewer.platform))) {
          return reply.code(404).send(refusal(request, 'NOT_FOUND', noSuchAccount, { path: 'account' }));
        }
        storing.set(request, account);
        return undefined;
      }
      if (!mayAct(viewer, 'DEVELOPER')) {
        return reply.code(403).send(refusal(request, 'FORBIDDEN', needsDeveloper));
      }
      storing.set(request, viewer.accountId);
      return undefined;
    };
    scope.post('/files', { onRequest }, async (request, reply) => {
      const mediaType = mediaTypeOf(request);
      const content = request.body;
      const beginning = beginnings[mediaType];
      const name = fileName(request.headers['x-file-name']);
      if (
        !Buffer.isBuffer(content) ||
        !beginning ||
        !content.subarray(beginning.at, beginning.at + beginning.bytes.length).equals(beginning.bytes)
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
      const file = viewer.kind === 'platform' ? await shownTo(viewer.platform, id) : await own(viewer, id);
      if (!file) return reply.code(404).send(refusal(request, 'NOT_FOUND', noSuchFile));
      return reply
        .type(file.mediaType)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .send(file.content);
    });
  });
}

const noSuchAccount: LocalizedText = {
  'zh-CN': 'account 须为受本平台协议约束的账号',
  en: '`account` names an account that the agreement of this platform binds',
};
const needsDeveloper = {
  'zh-CN': '上传文件需要 DEVELOPER 角色',
  en: 'storing a file needs the role DEVELOPER',
};
const noSuchFile = { 'zh-CN': '找不到文件', en: 'there is no such file' };
const badName = {
  'zh-CN': 'x-file-name 须为 1 至 200 个字符，经 URI 编码，且不含斜杠',
  en: 'x-file-name must hold 1 to 200 characters, URI-encoded, without slashes',
};
function tooLarge(mediaType: string): LocalizedText {
  const most = (beginnings[mediaType]?.most ?? LARGEST_FILE_BYTES) / MB;
  return {
    'zh-CN': `这类文件至多 ${most} MB；请压缩后重新上传`,
    en: `a file of this kind has at most ${most} MB: make it smaller and send it again`,
  };
}

function mediaTypeOf(request: FastifyRequest): string {
  return request.headers['content-type']?.split(';')[0]?.trim() ?? '';
}

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
