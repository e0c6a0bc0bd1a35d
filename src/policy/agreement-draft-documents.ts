import type { LocalizedText } from '../kernel/localized.ts';
import type { AgreementDocument, AgreementVersion } from './agreement.ts';
import type { AgreementDraft } from './agreement-draft.ts';
import { type DraftBasis, draftFault } from './agreement-draft-basis.ts';
import type { Problem } from './problem.ts';

/** What is wrong with the bundle of a draft. */
export function documentFaults(
  { agreement, acceptedDocuments }: DraftBasis,
  base: AgreementVersion,
  draft: AgreementDraft,
): Problem[] {
  const documents = draft.documents ?? base.documents;
  const known = agreement.versions.flatMap((version) => version.documents);
  const prefix = `${agreement.platform.toLowerCase()}:`;
  return [
    ...documents.flatMap((document, index) => [
      ...formFaults(document, `documents[${index}]`, prefix),
      ...(documents.findIndex(({ id }) => id === document.id) < index
        ? [
            draftFault(
              { 'zh-CN': `文件“${document.id}”重复`, en: `document \`${document.id}\` is named twice` },
              `documents[${index}].id`,
            ),
          ]
        : []),
      ...otherTextFaults(document, index, known),
    ]),
    ...dropFaults(base, documents, acceptedDocuments),
    ...(documents.some(({ required }) => required)
      ? []
      : [
          draftFault(
            { 'zh-CN': '至少须有一份必须接受的文件', en: 'at least one document has to be required' },
            'documents',
          ),
        ]),
    ...staleTextFaults(base, documents, draft),
  ];
}

function formFaults({ id, version, title, url, textHash }: AgreementDocument, path: string, prefix: string) {
  const wrong = (place: string, message: LocalizedText) => [draftFault(message, `${path}.${place}`)];
  return [
    ...(id.startsWith(prefix) && /^[a-z0-9_]+:[a-z0-9][a-z0-9-]{0,60}$/.test(id)
      ? []
      : wrong('id', {
          'zh-CN': `文件标识须如 ${prefix}terms`,
          en: `the id of a document is to look like \`${prefix}terms\``,
        })),
    ...(/^[0-9A-Za-z][0-9A-Za-z.-]{0,59}$/.test(version)
      ? []
      : wrong('version', {
          'zh-CN': '文件版本须为 1 至 60 个字母、数字、点或连字符',
          en: 'the version of a document has 1 to 60 letters, digits, dots and hyphens',
        })),
    ...(title['zh-CN'].trim() !== '' && title.en.trim() !== ''
      ? []
      : wrong('title', { 'zh-CN': '标题须有中文和英文', en: 'the title is to be given in both languages' })),
    ...(/^https?:\/\/[^\s]{3,2000}$/.test(url)
      ? []
      : wrong('url', {
          'zh-CN': '须为 https 网址',
          en: 'the address of its publication is expected: https://…',
        })),
    ...(textHash === undefined || /^[0-9a-f]{64}$/.test(textHash)
      ? []
      : wrong('textHash', {
          'zh-CN': '须为全文的 SHA-256，64 个小写十六进制字符',
          en: 'the SHA-256 of its text is expected: 64 characters of lower-case hex',
        })),
  ];
}

/** What was published under a version of a document stays what that version says. */
function otherTextFaults(document: AgreementDocument, index: number, known: readonly AgreementDocument[]) {
  const other = known.find(
    (one) => one.id === document.id && one.version === document.version && !isSameText(one, document),
  );
  if (!other) return [];
  return [
    draftFault(
      {
        'zh-CN': `文件“${document.id}”的 ${document.version} 版已以另一文本发布；文本不同须用新的版本`,
        en: `version ${document.version} of \`${document.id}\` was published with another text: another text is another version`,
      },
      `documents[${index}].version`,
    ),
  ];
}

function isSameText(one: AgreementDocument, other: AgreementDocument): boolean {
  const hashes = [one.textHash, other.textHash].filter((hash) => hash !== undefined);
  return (
    one.url === other.url &&
    one.title['zh-CN'] === other.title['zh-CN'] &&
    one.title.en === other.title.en &&
    (hashes.length < 2 || hashes[0] === hashes[1])
  );
}

function dropFaults(
  base: AgreementVersion,
  documents: readonly AgreementDocument[],
  acceptedDocuments: readonly string[],
) {
  const dropped = base.documents.filter(
    ({ id }) => acceptedDocuments.includes(id) && documents.every((document) => document.id !== id),
  );
  return dropped.map(({ id }) =>
    draftFault(
      {
        'zh-CN': `文件“${id}”已有账号接受，不能从协议中删去；可将其设为非必须`,
        en: `document \`${id}\` was accepted by somebody and cannot be dropped: keep it, required or not`,
      },
      'documents',
    ),
  );
}

/**
 * The clauses are those of the first document: where they read otherwise, it has another version. So it has where the
 * change is a material one, whatever changes: notice is given of a version of a text, and that is accepted (baidu/7).
 */
function staleTextFaults(
  base: AgreementVersion,
  documents: readonly AgreementDocument[],
  { material, addClauses, changeClauses, removeClauses }: AgreementDraft,
) {
  const [before, after] = [base.documents[0], documents[0]];
  const hashes = new Map(base.clauses.map(({ number, sourceHash }) => [number, sourceHash]));
  const rewritten = changeClauses.some(({ number, sourceHash }) => hashes.get(number) !== sourceHash);
  const isRewritten = addClauses.length + removeClauses.length > 0 || rewritten;
  if (!isRewritten && !material) return [];
  if (!before || !after || after.id !== before.id || after.version !== before.version) return [];
  return [
    draftFault(
      isRewritten
        ? {
            'zh-CN': `条款文本有变，但文件“${after.id}”仍是 ${after.version} 版；请给出新的文件版本`,
            en: `clauses read otherwise, and document \`${after.id}\` still has version ${after.version}: give it a new one`,
          }
        : {
            'zh-CN': `重大变更须有新文本：文件“${after.id}”仍是 ${after.version} 版；请给出新的文件版本`,
            en: `a material change has a text that is noticed and accepted, and document \`${after.id}\` still has version ${after.version}: give it a new one`,
          },
      'documents',
    ),
  ];
}
