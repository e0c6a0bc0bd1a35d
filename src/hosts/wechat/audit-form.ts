import { describePackage } from '../package-mark.ts';
import {
  type ForReviewer,
  type PackageRequest,
  type UserContent,
  userContentMethods,
  userContentScenes,
} from '../requests.ts';
import { notCalled } from './not-called.ts';

const CALL = 'POST /wxa/submit_audit';

/** The category of the review, by WeChat's names and numbers, with a title. */
export type AuditItem = Readonly<Record<string, unknown>>;

/**
 * All that `submit_audit` takes, each field as its page says: `preview_info` is an object (a list is refused with 47001),
 * `feedback_stuff` is joined by bars, scenes and methods of `ugc_declare` are numbers in the order of the page.
 */
export function auditForm(request: PackageRequest, item: AuditItem): Readonly<Record<string, unknown>> {
  const { forReviewer = {}, manifest } = request;
  const { pictures, videos, feedback, userContent, orderPath, guardedCallsUnused } = forReviewer;
  return {
    item_list: itemsOf(forReviewer, item),
    version_desc: describePackage(request.description, request.key),
    ...(pictures?.length || videos?.length
      ? { preview_info: { video_id_list: videos ?? [], pic_id_list: pictures ?? [] } }
      : {}),
    ...(feedback ? feedbackOf(feedback) : {}),
    ...(userContent ? { ugc_declare: declarationOf(userContent) } : {}),
    ...((guardedCallsUnused ?? manifest.collectsNoData) ? { privacy_api_not_use: true } : {}),
    ...(orderPath ? { order_path: orderPath } : {}),
  };
}

const MOST_ITEMS = 5;
const MOST_TAGS = 10;
const LONGEST_TAG = 20;
const LONGEST_TITLE = 32;

function itemsOf({ pages }: ForReviewer, item: AuditItem): readonly AuditItem[] {
  if (!pages || pages.length === 0) return [item];
  if (pages.length > MOST_ITEMS)
    throw unfit(`${pages.length} pages; ${MOST_ITEMS} are reviewed at most`, '85023');
  return pages.map(({ path, title, tags }) => {
    if (title !== undefined && lengthOf(title) > LONGEST_TITLE) {
      throw unfit(`the title "${title}" is longer than ${LONGEST_TITLE} characters`, '85011');
    }
    return {
      ...item,
      address: path,
      ...(title ? { title } : {}),
      ...(tags?.length ? { tag: tagsOf(tags) } : {}),
    };
  });
}

function tagsOf(tags: readonly string[]): string {
  if (tags.length > MOST_TAGS) throw unfit(`${tags.length} tags; ${MOST_TAGS} are taken at most`, '85006');
  const unfitting = tags.find((tag) => tag === '' || /\s/.test(tag) || lengthOf(tag) > LONGEST_TAG);
  if (unfitting !== undefined) {
    throw unfit(`the tag "${unfitting}": up to ${LONGEST_TAG} characters without a space`, '85006');
  }
  return tags.join(' ');
}

const LONGEST_FEEDBACK = 200;
const MOST_FEEDBACK_FILES = 5;

function feedbackOf({ words, files = [] }: NonNullable<ForReviewer['feedback']>) {
  if (lengthOf(words) > LONGEST_FEEDBACK)
    throw unfit(`the feedback is longer than ${LONGEST_FEEDBACK} characters`);
  if (files.length > MOST_FEEDBACK_FILES) throw unfit(`more than ${MOST_FEEDBACK_FILES} files of feedback`);
  return { feedback_info: words, ...(files.length > 0 ? { feedback_stuff: files.join('|') } : {}) };
}

const LONGEST_DESCRIPTION = 256;

/** In the order of the page's numbers: scenes from 0, methods from 1. Older pages have 5 for "other", a newer one for audio. */
function declarationOf({ scenes, otherScene, methods, hasAuditTeam, description }: UserContent) {
  for (const text of [otherScene, description]) {
    if (text !== undefined && lengthOf(text) > LONGEST_DESCRIPTION) {
      throw unfit(
        `a description of users' content is longer than ${LONGEST_DESCRIPTION} characters`,
        '85094',
      );
    }
  }
  return {
    scene: scenes.map((scene) => userContentScenes.indexOf(scene)),
    ...(otherScene ? { other_scene_desc: otherScene } : {}),
    method: methods.map((method) => userContentMethods.indexOf(method) + 1),
    has_audit_team: hasAuditTeam ? 1 : 0,
    ...(description ? { audit_desc: description } : {}),
  };
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

function unfit(words: string, code?: string) {
  return notCalled(CALL, 'FIX_INPUT', words, code === undefined ? {} : { code });
}
