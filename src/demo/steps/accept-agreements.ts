import { AcceptAgreementDocument } from '../../client/generated/graphql.ts';
import { apiLocale } from '../language.ts';
import { demand, type Stage } from '../stage.ts';

/** The person who is signed in accepts every document of both bundles, in the versions that are in force. */
export async function acceptAgreements({ api, catalogue, say, settings, tell }: Stage): Promise<void> {
  for (const { platform, title, documents } of catalogue.agreements) {
    const input = { platform, documents: documents.map(({ id, version }) => ({ id, version })) };
    const { acceptAgreement } = await api.execute(AcceptAgreementDocument, {
      input,
      locale: apiLocale(settings.locale),
    });
    demand(`accepting ${title}`, acceptAgreement.problems);
    const bundle = `${platform.toLowerCase()}/0.1`;
    tell.happened({
      who: say('开发者', 'developer'),
      what: say(
        `接受${catalogue.nameOf(platform)}的 ${documents.length} 份协议文件`,
        `accepts the ${documents.length} documents of ${catalogue.nameOf(platform)}`,
      ),
      details: [
        ...documents.map((document) => `${document.title} (${document.version})`),
        catalogue.clause(bundle),
      ],
    });
  }
}
