import { z } from 'zod';
import type { SuppliedFile } from '../connector.ts';
import { HostError } from '../host-error.ts';
import { asJson, readReply } from '../reply.ts';
import type { BaiduApi } from './api.ts';
import { PLATFORM } from './config.ts';

const integer = z.union([z.number(), z.string()]).transform(Number);
const papersShape = z.object({
  /** Any of the outer list is enough; of an inner one, all that are a must. */
  list: z.array(z.array(z.object({ id: integer, must: integer.optional(), name: z.string() }))).optional(),
});
type Paper = { readonly id: number; readonly must?: number | undefined; readonly name: string };
const treeShape = z.object({
  data: z.array(
    z.object({
      id: integer.nullish(),
      category_name: z.string(),
      sub_items: z
        .record(
          z.string(),
          z.object({
            id: integer,
            category_name: z.string(),
            need_quali: integer.nullish(),
            /** The documents show JSON inside a string, Baidu's own SDK an object. */
            category_quali: z.unknown().optional(),
          }),
        )
        .nullish(),
    }),
  ),
});

/** A paper on file and where Baidu keeps its picture. */
export interface UploadedPaper {
  readonly file: Pick<SuppliedFile, 'paper'>;
  readonly url: string;
}

/** What `app_category` carries: Baidu's ids, and for each paper that is asked for its picture. */
export type CategoryChoice = {
  readonly sub_category_id: number;
  readonly qualis?: readonly { readonly id: number; readonly addr: string }[];
};

/** A category of the second level in Baidu's own list. */
export interface ListedCategory {
  readonly firstId: number | undefined;
  readonly id: number;
  readonly names: readonly [string, string];
  readonly needsPapers: boolean;
  /** Any one of these sets is enough. */
  readonly alternatives: readonly (readonly Paper[])[];
}

export async function readCategoryList(api: BaiduApi): Promise<readonly ListedCategory[]> {
  const path = '/rest/2.0/smartapp/app/category/list';
  const query = { category_type: '2' };
  const reply = await api.asPlatform({ method: 'GET', path, query, effect: 'READS' });
  const { data } = readReply(PLATFORM, `GET ${path}`, treeShape, reply);
  return data.flatMap((first) =>
    Object.values(first.sub_items ?? {}).map((second) => ({
      firstId: first.id ?? undefined,
      id: second.id,
      names: [first.category_name, second.category_name] as const,
      needsPapers: second.need_quali === 1,
      alternatives: alternativesOf(second.category_quali),
    })),
  );
}

/** Finds the chosen categories in Baidu's own list (baidu/2.6), and the papers that each asks for (baidu/2.5). */
export async function chooseCategories(
  api: BaiduApi,
  paths: readonly (readonly string[])[],
  papers: readonly UploadedPaper[],
): Promise<readonly CategoryChoice[]> {
  const all = await readCategoryList(api);
  return paths.map((path) => {
    const [first, second] = path;
    const found = all.find(({ names }) => names[0] === first && names[1] === second);
    if (!found) throw refused('baidu/2.6', `Baidu's list has no category ${path.join(' > ')}`);
    return choiceOf(found, papers);
  });
}

/** The category as it is handed in, with the pictures of the papers that it asks for (baidu/2.5). */
export function choiceOf(
  { id, names, alternatives }: ListedCategory,
  papers: readonly UploadedPaper[],
): CategoryChoice {
  const qualis = choosePapers(names, alternatives, papers);
  return { sub_category_id: id, ...(qualis.length > 0 ? { qualis } : {}) };
}

function alternativesOf(quali: unknown): readonly (readonly Paper[])[] {
  return papersShape.safeParse(typeof quali === 'string' ? asJson(quali) : quali).data?.list ?? [];
}

/** The first alternative whose papers are all on file. */
function choosePapers(
  names: readonly string[],
  alternatives: readonly (readonly Paper[])[],
  papers: readonly UploadedPaper[],
): readonly { readonly id: number; readonly addr: string }[] {
  if (alternatives.length === 0) return [];
  for (const alternative of alternatives) {
    const found = alternative.map((paper) => ({
      ...paper,
      addr: papers.find(({ file }) => file.paper === paper.name)?.url,
    }));
    if (found.every(({ addr, must }) => addr !== undefined || must === 0)) {
      return found.flatMap(({ id, addr }) => (addr === undefined ? [] : [{ id, addr }]));
    }
  }
  const wanted = alternatives
    .map((alternative) => alternative.map(({ name }) => name).join(' + '))
    .join(' or ');
  throw refused(
    'baidu/2.5',
    `the category ${names.join(' > ')} asks for papers that are not on file: ${wanted}`,
  );
}

function refused(clause: string, words: string): HostError {
  const call = 'POST /rest/2.0/smartapp/account/register';
  return new HostError({
    platform: PLATFORM,
    retry: 'FIX_INPUT',
    call,
    clause,
    words: `not called: ${words}`,
  });
}
