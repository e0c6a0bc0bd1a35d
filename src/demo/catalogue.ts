import type { ApiClient } from '../client/api-client.ts';
import { CatalogueDocument, type CatalogueQuery } from '../client/generated/graphql.ts';
import { apiLocale, type StoryLocale } from './language.ts';

/** What there is, and what it is called in the story's language, as the API tells it. */
export interface Catalogue extends CatalogueQuery {
  /** The name of a platform or a host. What has no name is called by its id. */
  nameOf(id: string): string;
  /** `baidu/3.6 …`: the clause's id and its title. */
  clause(id: string): string;
}

export async function readCatalogue(api: ApiClient, locale: StoryLocale): Promise<Catalogue> {
  const { agreements, hosts } = await api.execute(CatalogueDocument, { locale: apiLocale(locale) });
  const names = new Map([
    ...agreements.map(({ platform, name }) => [platform as string, name] as const),
    ...hosts.map(({ id, name }) => [id, name] as const),
  ]);
  const clauses = new Map(
    agreements.flatMap((agreement) => agreement.clauses.map(({ id, title }) => [id, title])),
  );
  return {
    agreements,
    hosts,
    nameOf: (id) => names.get(id) ?? id,
    clause: (id) => [id, clauses.get(id)].filter((part) => part !== undefined).join(' '),
  };
}
