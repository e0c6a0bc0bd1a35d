import type { Agreement, AgreementDocument, AgreementVersion } from './agreement.ts';
import type { AcceptanceFact, DocumentNotice, Facts } from './facts.ts';

/** How the changes of a platform's terms bind a developer who goes on using the service. */
export interface TermsChange {
  /** Whether use accepts a material change only once the platform has given notice of it (baidu/7; wechat/7.2: no). */
  readonly noticeFirst: boolean;
  /** When who declines has to stop: once the change takes effect (wechat/7.2), or at once (baidu/0.3, baidu/7). */
  readonly declineStops: 'ONCE_EFFECTIVE' | 'AT_ONCE';
}

/** The required documents that are not accepted: those to be accepted explicitly, and those that use accepts. */
export interface MissingDocuments {
  readonly explicitly: readonly AgreementDocument[];
  readonly byUse: readonly AgreementDocument[];
}

/**
 * What of the version in force is not accepted, and how it can be. A first acceptance is always explicit (wechat/0.2):
 * use accepts another version of a document of which one was accepted before, never a document that is new to the
 * account. Nothing is accepted by use where the account has declined what is in force or has to stop, or where the
 * notice is not out. Who declines a version that is to come goes on under the one before it until then.
 */
export function missingDocuments(
  change: TermsChange | undefined,
  facts: Pick<Facts, 'acceptances' | 'declined' | 'notices'>,
  agreement: AgreementVersion,
  at: Date,
): MissingDocuments {
  const { acceptances } = facts;
  const missing = agreement.documents.filter(
    (document) => document.required && !isAccepted(document, acceptances),
  );
  // Asked last, and only of a document that was accepted before: what is not looked at is no evidence.
  const isDeclined = () => {
    const { declined } = facts;
    return (
      declined !== undefined &&
      (at >= declined.stopsFrom || agreement.effectiveFrom >= declined.effectiveFrom)
    );
  };
  const isUsable = ({ id, version }: AgreementDocument) =>
    change !== undefined &&
    acceptances.some(({ documentId }) => documentId === id) &&
    !isDeclined() &&
    (!change.noticeFirst || isTold({ documentId: id, version }, facts.notices ?? [], acceptances, at));
  const byUse = missing.filter(isUsable);
  return { explicitly: missing.filter((document) => !byUse.includes(document)), byUse };
}

/** Whether no notice is still to be given of the document at that instant, to who has accepted these. */
function isTold(
  { documentId, version }: AcceptanceFact,
  notices: readonly DocumentNotice[],
  acceptances: readonly AcceptanceFact[],
  at: Date,
): boolean {
  const isSettled = ({ settledBy = [], completedAt }: DocumentNotice) =>
    (completedAt !== undefined && completedAt <= at) ||
    settledBy.some((earlier) => isAccepted({ id: documentId, version: earlier }, acceptances));
  return notices.every(
    (notice) => notice.documentId !== documentId || notice.version !== version || isSettled(notice),
  );
}

export function isAccepted(
  { id, version }: Pick<AgreementDocument, 'id' | 'version'>,
  acceptances: readonly AcceptanceFact[],
): boolean {
  return acceptances.some((one) => one.documentId === id && one.version === version);
}

/**
 * The documents that carry material changes, each with the version of the agreement that brought the change. A later
 * version of a document carries it as well, though it need not be a material change itself.
 */
export function materialDocuments({
  versions,
}: Agreement): readonly (Omit<DocumentNotice, 'completedAt'> & { readonly agreementVersion: string })[] {
  const ids = [...new Set(versions.flatMap(({ documents }) => documents.map(({ id }) => id)))];
  return ids.flatMap((documentId) => {
    const editions = editionsOf(versions, documentId);
    return editions.flatMap(({ version: agreementVersion, material }, from) =>
      material
        ? editions.slice(from).map(({ edition }, index, carrying) => ({
            documentId,
            version: edition,
            settledBy: carrying.slice(0, index).map((earlier) => earlier.edition),
            agreementVersion,
          }))
        : [],
    );
  });
}

/** The versions of one document, the oldest first, each with the version of the agreement that brought it. */
function editionsOf(versions: Agreement['versions'], documentId: string) {
  const seen = new Set<string>();
  return versions.flatMap(({ version, material, documents }) => {
    const edition = documents.find(({ id }) => id === documentId)?.version;
    if (edition === undefined || seen.has(edition)) return [];
    seen.add(edition);
    return [{ version, material: material === true, edition }];
  });
}
