import { civilDateAt } from '../kernel/civil-time.ts';
import { type AgreementDocument, versionOn } from '../policy/agreement.ts';
import { variants } from '../policy/variants.ts';
import type { AcceptanceRow } from '../store/reads/read-rows.ts';
import type { PlatformAcceptanceType } from './account.types.ts';
import type { GraphqlContext } from './context.ts';

/** What the account has accepted, against what is in force today, platform by platform. */
export async function acceptancesOf({
  account,
  parts,
}: GraphqlContext): Promise<readonly PlatformAcceptanceType[]> {
  const accepted = await account.reads.acceptances();
  const day = civilDateAt(parts.clock.now());
  return variants.map(({ platform, agreement }) => {
    const { version, documents } = versionOn(agreement, day);
    const all = documents.map((document) => ({ document, ...acceptanceOf(document, accepted) }));
    const complete = all.every(({ document, accepted: done }) => done || !document.required);
    return { platform, agreementVersion: version, complete, documents: all };
  });
}

function acceptanceOf({ id, version }: AgreementDocument, accepted: readonly AcceptanceRow[]) {
  const found = accepted.find(
    ({ documentId, documentVersion }) => documentId === id && documentVersion === version,
  );
  return { accepted: found !== undefined, how: found?.how ?? null, at: found?.at ?? null };
}
