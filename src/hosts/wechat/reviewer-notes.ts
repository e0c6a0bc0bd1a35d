import type { LocalizedText } from '../../kernel/localized.ts';
import type { FileFacts, ReviewerDesk, ReviewerFault } from '../desks/review.ts';
import type { ForReviewer, UserContent } from '../requests.ts';

const MOST_PAGES = 5;
const MOST_TAGS = 10;
const LONGEST_TAG = 20;
const LONGEST_TITLE = 32;
const LONGEST_FEEDBACK = 200;
const MOST_FEEDBACK_FILES = 5;
const LONGEST_DESCRIPTION = 256;
/** Of ours: the description that it is sent in carries our key, too. */
const LONGEST_REMARK = 150;

const MB = 1024 * 1024;
const PICTURE = { kind: 'IMAGE', mostBytes: 2 * MB } as const;
/** What reviewers are shown, by its media type. Source: the page of `uploadmedia`. */
export const reviewMedia: Readonly<
  Record<string, { readonly kind: 'IMAGE' | 'VIDEO'; readonly mostBytes: number }>
> = {
  'image/png': PICTURE,
  'image/jpeg': PICTURE,
  'image/gif': PICTURE,
  'video/mp4': { kind: 'VIDEO', mostBytes: 10 * MB },
};

/** What `submit_audit` has fields for. Source of the limits: its page. */
export const wechatReviewer: ReviewerDesk = {
  takes: [
    'pages',
    'pictures',
    'videos',
    'feedback',
    'userContent',
    'orderPath',
    'guardedCallsUnused',
    'remark',
  ],
  faults: (notes) => [...textFaults(notes), ...fileFaults(notes)],
};

/** All that does not fit, but for what is in files. */
export function textFaults({
  pages = [],
  feedback,
  userContent,
  remark,
}: ForReviewer<unknown>): ReviewerFault[] {
  return [
    ...tooMany('pages', pages, MOST_PAGES, '85023'),
    ...pages.flatMap(({ title, tags = [] }, index) => [
      ...tooLong(`pages[${index}].title`, title, LONGEST_TITLE, '85011'),
      ...tooMany(`pages[${index}].tags`, tags, MOST_TAGS, '85006'),
      ...tags.flatMap((tag, place) => tagFaults(`pages[${index}].tags[${place}]`, tag)),
    ]),
    ...tooLong('feedback.words', feedback?.words, LONGEST_FEEDBACK),
    ...tooMany('feedback.files', feedback?.files ?? [], MOST_FEEDBACK_FILES),
    ...(userContent ? userContentFaults(userContent) : []),
    ...tooLong('remark', remark, LONGEST_REMARK),
  ];
}

function tagFaults(field: string, tag: string): ReviewerFault[] {
  if (tag !== '' && !/\s/.test(tag) && lengthOf(tag) <= LONGEST_TAG) return [];
  const message = {
    'zh-CN': `标签“${tag}”须为 1 至 ${LONGEST_TAG} 个字符，且不含空格`,
    en: `the tag "${tag}": 1 to ${LONGEST_TAG} characters without a space`,
  };
  return [{ field, message, code: '85006' }];
}

function userContentFaults({ scenes, otherScene, description }: UserContent): ReviewerFault[] {
  const isUnsaid = scenes.includes('OTHER') && !otherScene?.trim();
  return [
    ...(isUnsaid ? [{ field: 'userContent.otherScene', message: otherUnsaid, code: '85094' }] : []),
    ...tooLong('userContent.otherScene', otherScene, LONGEST_DESCRIPTION, '85094'),
    ...tooLong('userContent.description', description, LONGEST_DESCRIPTION, '85094'),
  ];
}

const otherUnsaid: LocalizedText = {
  'zh-CN': '场景含 OTHER 时，请在 otherScene 中说明是什么场景',
  en: 'OTHER is said in words alone: write in `otherScene` what it stands for',
};

function fileFaults({ pictures = [], videos = [], feedback }: ForReviewer<FileFacts>): ReviewerFault[] {
  return [
    ...pictures.flatMap((file, index) => mediumFaults(`pictures[${index}]`, file, 'IMAGE')),
    ...videos.flatMap((file, index) => mediumFaults(`videos[${index}]`, file, 'VIDEO')),
    ...(feedback?.files ?? []).flatMap((file, index) =>
      mediumFaults(`feedback.files[${index}]`, file, 'IMAGE'),
    ),
  ];
}

function mediumFaults(field: string, file: FileFacts, kind: 'IMAGE' | 'VIDEO'): ReviewerFault[] {
  const known = reviewMedia[file.mediaType];
  if (known?.kind !== kind) return [{ field, message: notOfKind(file, kind), code: '40005' }];
  return file.bytes > known.mostBytes
    ? [{ field, message: tooLarge(file, known.mostBytes), code: '40006' }]
    : [];
}

export function notOfKind(
  { name, mediaType }: Pick<FileFacts, 'name' | 'mediaType'>,
  kind: 'IMAGE' | 'VIDEO',
): LocalizedText {
  const wanted =
    kind === 'IMAGE'
      ? { 'zh-CN': 'PNG、JPEG 或 GIF 图片', en: 'PNG, JPEG and GIF pictures are taken' }
      : { 'zh-CN': 'MP4 视频', en: 'MP4 videos are taken' };
  return {
    'zh-CN': `${name} 是 ${mediaType}；此处须为${wanted['zh-CN']}`,
    en: `${name} is ${mediaType}; ${wanted.en} here`,
  };
}

export function tooLarge({ name, bytes }: Pick<FileFacts, 'name' | 'bytes'>, most: number): LocalizedText {
  return {
    'zh-CN': `${name} 有 ${bytes} 字节；最多 ${most} 字节`,
    en: `${name} has ${bytes} bytes; ${most} are taken at most`,
  };
}

function tooLong(field: string, text: string | undefined, most: number, code?: string): ReviewerFault[] {
  if (text === undefined || lengthOf(text) <= most) return [];
  const message = {
    'zh-CN': `有 ${lengthOf(text)} 个字符；最多 ${most} 个`,
    en: `it has ${lengthOf(text)} characters; ${most} are taken at most`,
  };
  return [{ field, message, ...(code === undefined ? {} : { code }) }];
}

function tooMany(field: string, list: readonly unknown[], most: number, code?: string): ReviewerFault[] {
  if (list.length <= most) return [];
  const message = {
    'zh-CN': `有 ${list.length} 项；最多 ${most} 项`,
    en: `there are ${list.length}; ${most} are taken at most`,
  };
  return [{ field, message, ...(code === undefined ? {} : { code }) }];
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
