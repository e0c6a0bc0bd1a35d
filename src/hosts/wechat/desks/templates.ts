import { z } from 'zod';
import type { TemplateDesk } from '../../desks/templates.ts';
import { readReply } from '../../reply.ts';
import type { WechatApi } from '../api.ts';
import { PLATFORM } from '../config.ts';
import { codeIn, notCalled } from '../not-called.ts';
import { number, seconds } from '../versions.ts';

const NOT_THERE = '85064';
const code = {
  create_time: seconds,
  user_version: z.string(),
  user_desc: z.string(),
  source_miniprogram: z.string().nullish(),
};
const draftsShape = z.object({
  draft_list: z.array(z.object({ ...code, draft_id: number, developer: z.string().nullish() })).nullish(),
});
const templatesShape = z.object({
  template_list: z
    .array(z.object({ ...code, template_id: number, template_type: z.number().nullish() }))
    .nullish(),
});

/** The third-party platform's library: 200 templates at most (85065). Sources: the pages of the template library. */
export function createWechatTemplates(api: WechatApi): TemplateDesk {
  const read = async <T>(path: string, shape: z.ZodType<T>): Promise<T> =>
    readReply(
      PLATFORM,
      `GET ${path}`,
      shape,
      await api.asComponent({ method: 'GET', path, effect: 'READS' }),
    );
  const post = (path: string, json: Readonly<Record<string, unknown>>) =>
    api.asComponent({ method: 'POST', path, effect: 'ACTS', body: { json } });

  return {
    async drafts() {
      const { draft_list } = await read('/wxa/gettemplatedraftlist', draftsShape);
      return (draft_list ?? []).map(({ draft_id, developer, ...draft }) => ({
        id: draft_id,
        ...described(draft),
        ...(developer ? { developer } : {}),
      }));
    },
    async add(draftId) {
      const path = '/wxa/addtotemplate';
      await post(path, { draft_id: idOf(`POST ${path}`, draftId), template_type: 0 });
      return {};
    },
    async list() {
      const { template_list } = await read('/wxa/gettemplatelist', templatesShape);
      return (template_list ?? []).map(({ template_id, template_type, ...template }) => ({
        id: template_id,
        ...described(template),
        kind: template_type === 1 ? 'STANDARD' : 'ORDINARY',
      }));
    },
    async remove(templateId) {
      const path = '/wxa/deletetemplate';
      try {
        await post(path, { template_id: idOf(`POST ${path}`, templateId) });
      } catch (error) {
        if (codeIn(error) !== NOT_THERE) throw error;
      }
    },
  };
}

interface Described {
  readonly create_time?: Date | undefined;
  readonly user_version: string;
  readonly user_desc: string;
  readonly source_miniprogram?: string | null | undefined;
}

function described({ create_time, user_version, user_desc, source_miniprogram }: Described) {
  return {
    versionNumber: user_version,
    description: user_desc,
    ...(create_time ? { createdAt: create_time } : {}),
    ...(source_miniprogram ? { source: source_miniprogram } : {}),
  };
}

function idOf(call: string, id: string): number {
  if (/^\d+$/.test(id)) return Number(id);
  throw notCalled(
    call,
    'FIX_INPUT',
    `WeChat's drafts and templates are named by numbers, and "${id}" is none`,
    {
      code: NOT_THERE,
    },
  );
}
