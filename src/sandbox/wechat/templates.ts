import { type Fields, numberIn } from '../fields.ts';
import type { PlatformCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import { secondsNow, type Template, type WechatWorld } from './state.ts';

const MOST_TEMPLATES = 200;

/** The library of a platform: code that a developer uploaded to a mini program of the platform, made ready for others. */
export const templateCalls: PlatformCalls = {
  '/wxa/gettemplatedraftlist': { method: 'GET', act: draftList },
  '/wxa/addtotemplate': { method: 'POST', act: addToTemplate },
  '/wxa/gettemplatelist': { method: 'GET', act: templateList },
  '/wxa/deletetemplate': { method: 'POST', act: deleteTemplate },
};

function draftList(world: WechatWorld): object {
  return {
    draft_list: world.drafts.map(({ draftId, userVersion, userDesc, atSeconds }) => ({
      create_time: atSeconds,
      user_version: userVersion,
      user_desc: userDesc,
      draft_id: draftId,
      ...sourceOf(world),
      developer: 'sandbox',
    })),
  };
}

function sourceOf({ settings }: WechatWorld) {
  return { source_miniprogram_appid: settings.componentAppId, source_miniprogram: 'sandbox' };
}

/** The draft stays (inferred). */
function addToTemplate(world: WechatWorld, body: Fields): object {
  const draftId = required(numberIn(body, 'draft_id'));
  const type = numberIn(body, 'template_type') ?? 0;
  if (type !== 0 && type !== 1) throw new WechatRefusal(40097);
  const draft = required(
    world.drafts.find((one) => one.draftId === draftId),
    85064,
  );
  if (world.templates.length >= MOST_TEMPLATES) throw new WechatRefusal(85065);
  const templateId = Math.max(0, ...world.templates.map((one) => one.templateId)) + 1;
  world.templates.push({ ...draft, templateId, type });
  return {};
}

function templateList(world: WechatWorld, _: Fields, query: Fields): object {
  const type = numberIn(query, 'template_type');
  const list = world.templates.filter((one) => type === undefined || one.type === type);
  return { template_list: list.map((one) => templateView(world, one)) };
}

function templateView(world: WechatWorld, template: Template): object {
  const { templateId, draftId, userVersion, userDesc, atSeconds, type } = template;
  return {
    create_time: atSeconds,
    user_version: userVersion,
    user_desc: userDesc,
    template_id: templateId,
    draft_id: draftId,
    ...sourceOf(world),
    template_type: type,
    category_list: [],
  };
}

function deleteTemplate(world: WechatWorld, body: Fields): object {
  const templateId = required(numberIn(body, 'template_id'));
  const index = world.templates.findIndex((one) => one.templateId === templateId);
  if (index < 0) throw new WechatRefusal(85064);
  world.templates.splice(index, 1);
  return {};
}

/**
 * A developer uploads code with the tools: a draft, the latest of its mini program. The sandbox keeps every one, as if each
 * came from a mini program of its own. Answers its id.
 */
export function addDraft(
  world: WechatWorld,
  draft: Pick<Template, 'userVersion' | 'userDesc'> & { readonly pages: readonly string[] },
): number {
  const draftId = world.drafts.length + 1;
  world.drafts.push({ ...draft, templateId: 0, draftId, atSeconds: secondsNow(world), type: 0 });
  return draftId;
}
