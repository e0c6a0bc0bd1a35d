import { type Fields, isFields, listIn, numberIn, textIn } from '../fields.ts';
import { WechatRefusal } from './errors.ts';
import type { Code } from './program-parts.ts';
import { checkPreview } from './review-media.ts';
import { latestAudit, type MiniProgram, type WechatWorld } from './state.ts';

const ITEMS = 5;
const TITLE_CHARACTERS = 32;
const TAGS = 10;
const TAG_CHARACTERS = 20;
const FEEDBACK_CHARACTERS = 200;
const FEEDBACK_PICTURES = 5;
const UGC_CHARACTERS = 256;
/** That there is a limit is documented, its number is not (simulator-defined). */
const VERSION_DESC_CHARACTERS = 2000;

/** Second levels under which users write themselves. */
const UGC_CATEGORIES = ['社区/论坛', '笔记', '问答'];

/** The fields of a submission, one after the other. Throws the code of the first that is wrong. */
export function checkSubmission(world: WechatWorld, program: MiniProgram, code: Code, body: Fields): void {
  const items = listIn(body, 'item_list');
  if (items.length < 1 || items.length > ITEMS) throw new WechatRefusal(85023);
  const named = items.map((item) => checkItem(program, code, isFields(item) ? item : {}));
  checkPreview(world, body.preview_info);
  if ((textIn(body, 'version_desc') ?? '').length > VERSION_DESC_CHARACTERS) throw new WechatRefusal(85051);
  checkFeedback(program, body);
  const isUgc = named.some((name) => UGC_CATEGORIES.includes(name));
  checkUgc(body.ugc_declare, isUgc && program.audits.length === 0);
  const orderPath = textIn(body, 'order_path');
  if (orderPath !== undefined && !code.pages.includes(orderPath)) throw new WechatRefusal(85007);
}

/** Answers the second level of its category. */
function checkItem(program: MiniProgram, code: Code, item: Fields): string {
  const names = ['first_class', 'second_class', 'third_class'].map((name) => textIn(item, name));
  const ids = ['first_id', 'second_id', 'third_id'].map((name) => numberIn(item, name));
  if (names[0] === undefined || names[1] === undefined) throw new WechatRefusal(85010);
  if (ids[0] === undefined || ids[1] === undefined) throw new WechatRefusal(85010);
  const chosen = program.categories.find(
    ({ category, auditStatus: passed }) =>
      passed === 3 && ids.every((id, level) => id === undefined || id === category.ids[level]),
  );
  if (chosen === undefined) throw new WechatRefusal(85008);
  if (chosen.withdrawn === true) throw new WechatRefusal(85077);
  const address = textIn(item, 'address');
  if (address !== undefined && !code.pages.includes(address)) throw new WechatRefusal(85007);
  if ((textIn(item, 'title') ?? '').length > TITLE_CHARACTERS) throw new WechatRefusal(85011);
  const tags = (textIn(item, 'tag') ?? '').split(' ');
  if (tags.length > TAGS || tags.some((tag) => tag.length > TAG_CHARACTERS)) throw new WechatRefusal(85006);
  return chosen.category.path[1] ?? '';
}

/** Ignored unless the submission before was rejected; then, what is too long is 40097 (simulator-defined). */
function checkFeedback(program: MiniProgram, body: Fields): void {
  if (latestAudit(program)?.status !== 1) return;
  const pictures = (textIn(body, 'feedback_stuff') ?? '').split('|');
  if ((textIn(body, 'feedback_info') ?? '').length > FEEDBACK_CHARACTERS) throw new WechatRefusal(40097);
  if (pictures.length > FEEDBACK_PICTURES) throw new WechatRefusal(40097);
}

/** Where users write themselves, the first submission says how that is kept clean. */
function checkUgc(declared: unknown, isNeeded: boolean): void {
  if (declared === undefined) {
    if (isNeeded) throw new WechatRefusal(85094);
    return;
  }
  if (!isFields(declared)) throw new WechatRefusal(47001);
  const scenes = listIn(declared, 'scene').map(Number);
  const methods = listIn(declared, 'method').map(Number);
  const fits =
    scenes.every((scene) => Number.isInteger(scene) && scene >= 0 && scene <= 5) &&
    methods.every((method) => Number.isInteger(method) && method >= 1 && method <= 4) &&
    [0, 1, undefined].includes(numberIn(declared, 'has_audit_team'));
  const texts = ['other_scene_desc', 'audit_desc'].map((name) => textIn(declared, name) ?? '');
  if (!fits || texts.some((text) => text.length > UGC_CHARACTERS)) throw new WechatRefusal(40097);
  if (isNeeded && scenes.length === 0) throw new WechatRefusal(85094);
}
