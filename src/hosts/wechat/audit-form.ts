import { describePackage } from '../package-mark.ts';
import {
  type ForReviewer,
  type PackageRequest,
  type UserContent,
  userContentMethods,
  userContentScenes,
} from '../requests.ts';
import { notCalled } from './not-called.ts';
import { textFaults } from './reviewer-notes.ts';

/** The category of the review, by WeChat's names and numbers, with a title. */
export type AuditItem = Readonly<Record<string, unknown>>;

/**
 * All that `submit_audit` takes, each field as its page says: `preview_info` is an object (a list is refused with 47001),
 * `feedback_stuff` is joined by bars, scenes and methods of `ugc_declare` are numbers in the order of the page.
 */
export function auditForm(request: PackageRequest, item: AuditItem): Readonly<Record<string, unknown>> {
  const { forReviewer = {} } = request;
  const [fault] = textFaults(forReviewer);
  if (fault) {
    const { message, code } = fault;
    throw notCalled('POST /wxa/submit_audit', 'FIX_INPUT', message.en, code === undefined ? {} : { code });
  }
  const { pictures, videos, feedback, userContent, orderPath, guardedCallsUnused, remark } = forReviewer;
  return {
    item_list: itemsOf(forReviewer, item),
    version_desc: describePackage(remark ?? request.description, request.key),
    ...(pictures?.length || videos?.length
      ? { preview_info: { video_id_list: videos ?? [], pic_id_list: pictures ?? [] } }
      : {}),
    ...(feedback ? feedbackOf(feedback) : {}),
    ...(userContent ? { ugc_declare: declarationOf(userContent) } : {}),
    ...(guardedCallsUnused ? { privacy_api_not_use: true } : {}),
    ...(orderPath ? { order_path: orderPath } : {}),
  };
}

function itemsOf({ pages }: ForReviewer, item: AuditItem): readonly AuditItem[] {
  if (!pages || pages.length === 0) return [item];
  return pages.map(({ path, title, tags }) => ({
    ...item,
    address: path,
    ...(title ? { title } : {}),
    ...(tags?.length ? { tag: tags.join(' ') } : {}),
  }));
}

function feedbackOf({ words, files = [] }: NonNullable<ForReviewer['feedback']>) {
  return { feedback_info: words, ...(files.length > 0 ? { feedback_stuff: files.join('|') } : {}) };
}

/**
 * In the order of the page's numbers: scenes from 0, methods from 1. 5 is audio by the newer page and "other" by older ones;
 * what is neither has no number of its own, and is said in words alone.
 */
function declarationOf({ scenes, otherScene, methods, hasAuditTeam, description }: UserContent) {
  const numbered = scenes.filter((scene) => scene !== 'OTHER');
  return {
    scene: numbered.map((scene) => userContentScenes.indexOf(scene)),
    ...(otherScene ? { other_scene_desc: otherScene } : {}),
    method: methods.map((method) => userContentMethods.indexOf(method) + 1),
    has_audit_team: hasAuditTeam ? 1 : 0,
    ...(description ? { audit_desc: description } : {}),
  };
}
