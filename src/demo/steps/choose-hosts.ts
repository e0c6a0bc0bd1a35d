import { ChooseHostsDocument } from '../../client/generated/graphql.ts';
import { apiLocale } from '../language.ts';
import { demand, type PublishedProgram, present, type Stage } from '../stage.ts';

/** Two apps of Baidu's own, Tieba with its own review, another company's app, and a car's system. */
export const chosenHosts = ['baiduboxapp', 'bdmap', 'tieba', 'iqiyi', 'iovauto'] as const;

/** First no choice at all, which is consent to every host on offer; then a choice that stays as it is (baidu/3.6). */
export async function chooseHosts(stage: Stage, program: PublishedProgram): Promise<void> {
  const { catalogue, say, tell } = stage;
  const who = say('开发者', 'developer');
  const all = await choose(stage, program, null);
  tell.happened({
    who,
    what: say(
      `不作选择：视为同意百度的全部 ${all.length} 个宿主`,
      `chooses nothing: consent to all ${all.length} hosts of Baidu`,
    ),
    details: [all.map((id) => catalogue.nameOf(id)).join(say('、', ', ')), catalogue.clause('baidu/3.6')],
  });
  const some = await choose(stage, program, chosenHosts);
  tell.happened({
    who,
    what: say(`改为明确选择 ${some.length} 个宿主`, `chooses ${some.length} of them by name instead`),
    details: some.map((id) => `${catalogue.nameOf(id)}: ${lastWord(stage, id)}`),
  });
}

async function choose(
  { api, settings }: Stage,
  { programId }: PublishedProgram,
  hostIds: readonly string[] | null,
): Promise<readonly string[]> {
  const input = { programId, platform: 'BAIDU' as const, hostIds: hostIds && [...hostIds] };
  const { chooseHosts: answer } = await api.execute(ChooseHostsDocument, {
    input,
    locale: apiLocale(settings.locale),
  });
  demand('choosing hosts', answer.problems);
  return present('the chosen hosts', answer.hosts).map(({ id }) => id);
}

function lastWord({ catalogue, say }: Stage, id: string): string {
  const own = catalogue.hosts.find((host) => host.id === id)?.confirmation === 'OWN';
  return own ? say('宿主自行审核', 'reviews for itself') : say('以百度的审核为准', "goes by Baidu's review");
}
