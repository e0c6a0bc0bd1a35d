import { type Fields, numberIn, textIn } from '../fields.ts';
import { type PlatformCalls, REST } from './call-table.ts';
import { BaiduRefusal, required } from './errors.ts';
import type { BaiduWorld, Template } from './state.ts';

const MOST_TEMPLATES = 50;
const WORDS_CHARACTERS = 30;

/** The library of a platform: code that a developer uploaded with the tools, made ready for programs. */
export const templateCalls: PlatformCalls = {
  [`${REST}/template/gettemplatedraftlist`]: {
    method: 'GET',
    act: ({ drafts }, fields) => pageOf(drafts, fields, ({ draftId }) => ({ draft_id: draftId })),
  },
  [`${REST}/template/gettemplatelist`]: {
    method: 'GET',
    act: ({ templates }, fields) =>
      pageOf(templates, fields, ({ templateId }) => ({ template_id: templateId })),
  },
  [`${REST}/template/addtotemplate`]: { method: 'POST', act: addToTemplate },
  [`${REST}/template/deltemplate`]: { method: 'POST', act: deleteTemplate },
};

function pageOf(
  all: readonly Template[],
  fields: Fields,
  idOf: (template: Template) => Readonly<Record<string, number>>,
): object {
  const page = numberIn(fields, 'page') ?? 1;
  const size = numberIn(fields, 'page_size') ?? 10;
  if (page < 1 || size < 1) throw new BaiduRefusal(40001);
  return {
    count: all.length,
    list: all.slice((page - 1) * size, page * size).map((one) => ({
      ...idOf(one),
      user_version: one.userVersion,
      user_desc: one.userDesc,
      create_time: Math.floor(one.at.getTime() / 1000),
      web_status: false,
    })),
  };
}

/** The draft stays (inferred). */
function addToTemplate(world: BaiduWorld, fields: Fields): object {
  const draftId = required(numberIn(fields, 'draft_id'));
  const userDesc = required(textIn(fields, 'user_desc'));
  if (Array.from(userDesc).length > WORDS_CHARACTERS) throw new BaiduRefusal(40016);
  const draft = required(
    world.drafts.find((one) => one.draftId === draftId),
    69006,
  );
  if (world.templates.length >= MOST_TEMPLATES) throw new BaiduRefusal(2003);
  const templateId = Math.max(0, ...world.templates.map((one) => one.templateId)) + 1;
  world.templates.push({ ...draft, templateId, userDesc, at: world.clock.now() });
  return { template_id: templateId };
}

function deleteTemplate(world: BaiduWorld, fields: Fields): object {
  const templateId = required(numberIn(fields, 'template_id'));
  const index = world.templates.findIndex((one) => one.templateId === templateId);
  if (index < 0) throw new BaiduRefusal(69006);
  world.templates.splice(index, 1);
  return { result: 1 };
}

/** A developer uploads code with the tools. Answers the id of the draft. */
export function addDraft(world: BaiduWorld, draft: Pick<Template, 'userVersion' | 'userDesc'>): number {
  const draftId = world.drafts.length + 1;
  world.drafts.push({ ...draft, templateId: 0, draftId, at: world.clock.now() });
  return draftId;
}
