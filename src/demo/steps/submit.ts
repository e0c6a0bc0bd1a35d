import {
  CreateVersionDocument,
  type HostResultFieldsFragment,
  type Platform,
  SubmitForReviewDocument,
} from '../../client/generated/graphql.ts';
import { apiLocale } from '../language.ts';
import { readNoodleHouse } from '../noodle-house.ts';
import { demand, type PublishedProgram, present, type Stage } from '../stage.ts';
import { WalkFailed } from '../walk-failed.ts';

/** The template in each sandbox's library from which the code is taken. */
const templates: readonly { readonly platform: Platform; readonly templateId: string }[] = [
  { platform: 'WECHAT', templateId: '1' },
  { platform: 'BAIDU', templateId: '1' },
];

/** Numbers one state of the program. Resolves to the version's id. */
export async function createVersion(
  { api, say, settings, tell }: Stage,
  { programId }: PublishedProgram,
  number: string,
  description: string,
): Promise<string> {
  const { settings: ext } = await readNoodleHouse();
  const input = { programId, number, description, settings: { ...ext }, templates: [...templates] };
  const { createVersion: answer } = await api.execute(CreateVersionDocument, {
    input,
    locale: apiLocale(settings.locale),
  });
  demand(`creating version ${number}`, answer.problems);
  tell.happened({
    who: say('开发者', 'developer'),
    what: say(`创建版本 ${number}：${description}`, `creates version ${number}: ${description}`),
  });
  return present('creating a version', answer.version).id;
}

/** What a submission says of a version, besides which it is. */
export interface Handed {
  readonly versionId: string;
  /** Left out: every host that was chosen, on both platforms. */
  readonly hostIds?: readonly string[];
  /** The kinds of unlawful content that are declared to be absent (baidu/3.3). */
  readonly absentContent: readonly string[];
}

export async function submit({ api, settings }: Stage, { versionId, hostIds, absentContent }: Handed) {
  const input = {
    versionId,
    absentContent: [...absentContent],
    ...(hostIds ? { hostIds: [...hostIds] } : {}),
  };
  const { submitForReview } = await api.execute(SubmitForReviewDocument, {
    input,
    locale: apiLocale(settings.locale),
  });
  // A refusal at a host is told in its result; problems without results are about the submission itself.
  if (submitForReview.results.length === 0) demand('submitting', submitForReview.problems);
  return submitForReview.results;
}

/** Shows one refusal: Baidu wants unlawful content declared absent, and says which kinds and under which clauses. */
export async function showRefusal(
  stage: Stage,
  versionId: string,
  hostIds: readonly string[],
): Promise<void> {
  const results = await submit(stage, { versionId, hostIds, absentContent: [] });
  const refused = results.filter(({ accepted }) => !accepted);
  const [first] = refused;
  if (!first) throw new WalkFailed('a submission without the declaration of content was taken on');
  const { say, tell } = stage;
  tell.happened({
    who: say('牌坊', 'Paifang'),
    what: say(
      `不受理：未作内容声明，${refused.length} 个百度宿主均不可提交（微信不要求此声明）`,
      `does not take it on for the ${refused.length} hosts of Baidu: nothing is declared of its content (WeChat asks for no such declaration)`,
    ),
    details: reasonsIn(stage, first),
    tone: 'BAD',
  });
}

/** Each finding that stands in the way, with the clauses that it rests on. */
export function reasonsIn({ catalogue }: Stage, { verdict }: HostResultFieldsFragment): readonly string[] {
  return verdict.findings
    .filter(({ effect }) => effect !== 'WARNS')
    .flatMap(({ message, citations }) => [
      message,
      ...citations.map(({ clause }) => catalogue.clause(clause.id)),
    ]);
}

/** Throws where a host that was asked for did not take the version on. */
export function demandAll(stage: Stage, results: readonly HostResultFieldsFragment[]): void {
  for (const result of results) {
    if (!result.accepted) {
      throw new WalkFailed(
        `${stage.catalogue.nameOf(result.host.id)} refuses: ${reasonsIn(stage, result).join('; ')}`,
      );
    }
  }
}
