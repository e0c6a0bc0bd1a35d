import {
  type HostResultFieldsFragment,
  ReleaseDocument,
  StandingDocument,
} from '../../client/generated/graphql.ts';
import { apiLocale } from '../language.ts';
import { demand, type PublishedProgram, present, type Stage } from '../stage.ts';
import { WalkFailed } from '../walk-failed.ts';
import { hear, type Listening } from './hear-reviews.ts';
import { reasonsIn } from './submit.ts';

/** What the program has come to at one host. */
export interface HostStanding {
  readonly hostId: string;
  readonly headline: string;
  readonly waitingOn: string;
  readonly visibility: string;
}

/** Asks for a version to be made public at these hosts; answers host by host, since each has its own verdict. */
export async function release(
  { api, settings }: Stage,
  versionId: string,
  hostIds: readonly string[],
): Promise<readonly HostResultFieldsFragment[]> {
  const input = { versionId, hostIds };
  const { release: answer } = await api.execute(ReleaseDocument, {
    input,
    locale: apiLocale(settings.locale),
  });
  if (answer.results.length === 0) demand('releasing', answer.problems);
  return answer.results;
}

/** Baidu's hosts at once: the one that refused stays out, with the clause that says so, and holds back no other. */
export async function releaseOnBaidu(
  at: Listening,
  version: { readonly id: string; readonly number: string },
  hostIds: readonly string[],
  refusedBy: string,
): Promise<void> {
  const { stage, phone } = at;
  const { catalogue, say, tell } = stage;
  const results = await release(stage, version.id, hostIds);
  const refused = results.filter(({ accepted }) => !accepted);
  const [only, ...others] = refused;
  if (only?.host.id !== refusedBy || others.length > 0) {
    const names = refused.map(({ host }) => host.id).join(', ') || 'none';
    throw new WalkFailed(
      `releasing ${version.number}: ${refusedBy} alone was to be refused; refused were: ${names}`,
    );
  }
  tell.happened({
    who: say('牌坊', 'Paifang'),
    what: say(
      `不在${catalogue.nameOf(refusedBy)}发布 ${version.number}，其余宿主照常发布`,
      `does not release ${version.number} at ${catalogue.nameOf(refusedBy)}; the others go ahead`,
    ),
    details: reasonsIn(stage, only),
    tone: 'BAD',
  });
  const live = hostIds.filter((id) => id !== refusedBy);
  await Promise.all(live.map((hostId) => hearReleased(at, hostId, version.number)));
  if (phone.received.some(({ type, hostIds: where }) => type === 'RELEASED' && where.includes(refusedBy))) {
    throw new WalkFailed(`${refusedBy} refused, and ${version.number} was released there`);
  }
}

export async function releaseOnWechat(
  at: Listening,
  version: { readonly id: string; readonly number: string },
): Promise<void> {
  const results = await release(at.stage, version.id, ['wechat']);
  const refused = results.find(({ accepted }) => !accepted);
  if (refused) throw new WalkFailed(`WeChat: ${reasonsIn(at.stage, refused).join('; ')}`);
  await hearReleased(at, 'wechat', version.number);
}

function hearReleased(at: Listening, hostId: string, version: string) {
  return hear(at, at.phone, `${version} to become visible at ${hostId}`, {
    type: 'RELEASED',
    hostId,
    version,
  });
}

/** How the program stands now at each of these hosts, by one query, as a table. */
export async function showStanding(
  { api, catalogue, say, tell }: Stage,
  { programId }: PublishedProgram,
  hostIds: readonly string[],
): Promise<readonly HostStanding[]> {
  const { program } = await api.execute(StandingDocument, { programId });
  const standings = present('the program', program)
    .distributions.filter(({ host }) => hostIds.includes(host.id))
    .map(({ host, headline, waitingOn, visibility }) => {
      return { hostId: host.id, headline, waitingOn: waitingOn.party, visibility };
    });
  tell.table(
    [say('宿主', 'Host'), say('状态', 'Headline'), say('等待', 'Waiting on'), say('可见', 'Visible to')],
    standings.map(({ hostId, headline, waitingOn, visibility }) => [
      catalogue.nameOf(hostId),
      headline,
      waitingOn,
      visibility,
    ]),
  );
  return standings;
}
