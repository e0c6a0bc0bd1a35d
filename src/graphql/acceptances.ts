import { type AgreementDocument, versionAt } from '../policy/agreement.ts';
import type { AcceptanceRow } from '../store/reads/read-rows.ts';
import type { PlatformAcceptanceType } from './account.types.ts';
import type { GraphqlContext } from './context.ts';

/** What the account has accepted, against what is in force today, platform by platform. */
export async function acceptancesOf({
  account,
  agreements,
  parts,
}: GraphqlContext): Promise<readonly PlatformAcceptanceType[]> {
  const accepted = await account.reads.acceptances();
  const declines = await account.reads.declines();
  const variants = await agreements.all();
  const now = parts.clock.now();
  return variants.map(({ platform, agreement }) => {
    const { version, documents } = versionAt(agreement, now);
    const all = documents.map((document) => ({ document, ...acceptanceOf(document, accepted) }));
    const complete = all.every(({ document, accepted: done }) => done || !document.required);
    const declined = declines.find((one) => one.platform === platform);
    return { platform, agreementVersion: version, complete, documents: all, declined: declined ?? null };
  });
}

function acceptanceOf({ id, version }: AgreementDocument, accepted: readonly AcceptanceRow[]) {
  const found = accepted.find(
    ({ documentId, documentVersion }) => documentId === id && documentVersion === version,
  );
  return {
    accepted: found !== undefined,
    how: found?.how ?? null,
    at: found?.at ?? null,
    by: found?.by ?? null,
    operation: found?.operation ?? null,
  };
}
