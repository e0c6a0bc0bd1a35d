import { z } from 'zod';
import { instantOfSeconds } from '../../../kernel/civil-time.ts';
import type { TemplateDesk, TemplateDraft } from '../../desks/templates.ts';
import { HostError } from '../../host-error.ts';
import { readReply } from '../../reply.ts';
import type { BaiduApi } from '../api.ts';
import { PLATFORM } from '../config.ts';
import { notCalled } from '../program-calls.ts';
import { id } from '../wire-values.ts';

const ROOT = '/rest/2.0/smartapp/template';
const PAGE_SIZE = 50;
const LONGEST_DESCRIPTION = 30;

const text = z.string().nullish();
/** Unix seconds. */
const seconds = z.union([z.number(), z.string().regex(/^\d+$/)]).transform(Number);
const entry = { user_version: text, user_desc: text, create_time: seconds.nullish().catch(undefined) };
const listOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    data: z.object({
      count: z.union([z.number(), z.string()]).transform(Number).nullish(),
      list: z.array(row).nullish(),
    }),
  });
const draftsShape = listOf(z.object({ draft_id: id, ...entry }));
const templatesShape = listOf(z.object({ template_id: id, ...entry }));
const addedShape = z.object({ data: z.object({ template_id: id.nullish() }).nullish() });

/** The gateway's own templates, fifty at most. Sources: the pages of the template library (模板管理). */
export function createBaiduTemplates(api: BaiduApi): TemplateDesk {
  async function all<Row>(
    name: string,
    shape: z.ZodType<{ data: { count?: number | null | undefined; list?: Row[] | null | undefined } }>,
  ): Promise<readonly Row[]> {
    const path = `${ROOT}/${name}`;
    const rows: Row[] = [];
    for (let page = 1; ; page += 1) {
      const query = { page: String(page), page_size: String(PAGE_SIZE) };
      const reply = await api.asPlatform({ method: 'GET', path, query, effect: 'READS' });
      const { data } = readReply(PLATFORM, `GET ${path}`, shape, reply);
      const found = data.list ?? [];
      rows.push(...found);
      if (found.length === 0 || rows.length >= (data.count ?? 0)) return rows;
    }
  }
  const drafts = async (): Promise<readonly TemplateDraft[]> =>
    (await all('gettemplatedraftlist', draftsShape)).map((row) => ({ id: row.draft_id, ...described(row) }));

  const templates = () => all('gettemplatelist', templatesShape);

  return {
    drafts,
    async list() {
      return (await templates()).map((row) => ({ id: row.template_id, ...described(row), kind: 'ORDINARY' }));
    },
    /** A description is a must; where none is given, it is the draft's own, cut to fit. */
    async add(draftId, description) {
      const words = description ?? (await drafts()).find(({ id: one }) => one === draftId)?.description;
      if (!words || (description !== undefined && Array.from(description).length > LONGEST_DESCRIPTION)) {
        throw notCalled(
          'template/addtotemplate',
          'FIX_INPUT',
          `a template is described in 1 to ${LONGEST_DESCRIPTION} characters`,
          { code: '40016' },
        );
      }
      const path = `${ROOT}/addtotemplate`;
      const user_desc = Array.from(words).slice(0, LONGEST_DESCRIPTION).join('');
      const body = { form: { draft_id: draftId, user_desc } };
      const reply = await api.asPlatform({ method: 'POST', path, effect: 'ACTS', body });
      const { data } = readReply(PLATFORM, `POST ${path}`, addedShape, reply, 'ACTS');
      return data?.template_id == null ? {} : { templateId: data.template_id };
    },
    /** Which code refuses one that is not there is not published: after any, the list says whether it is gone. */
    async remove(templateId) {
      const body = { form: { template_id: templateId } };
      try {
        await api.asPlatform({ method: 'POST', path: `${ROOT}/deltemplate`, effect: 'READS', body });
      } catch (error) {
        if (!(error instanceof HostError) || error.detail.retry !== 'FIX_INPUT') throw error;
        if ((await templates()).some(({ template_id }) => template_id === templateId)) throw error;
      }
    },
  };
}

interface Described {
  readonly user_version?: string | null | undefined;
  readonly user_desc?: string | null | undefined;
  readonly create_time?: number | null | undefined;
}

function described({ user_version, user_desc, create_time }: Described) {
  const createdAt = create_time == null ? undefined : instantOfSeconds(create_time);
  return {
    versionNumber: user_version ?? '',
    description: user_desc ?? '',
    ...(createdAt ? { createdAt } : {}),
  };
}
