import { civilDateAt } from '../kernel/civil-time.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import { versionAt } from '../policy/agreement.ts';
import type { Obligation } from '../policy/obligation.ts';
import { nameOfDuty } from '../policy/rules/duty-names.ts';
import type { Ruling } from '../policy/ruling.ts';
import { type SignedUndertaking, undertakingState } from '../policy/undertakings.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Material } from '../programs/category.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { PlatformId } from '../programs/platform.ts';
import { type Dealings, dealingsPart, filesPart, type ReportedFile } from './compliance-dealings.ts';

/** What a report is made of: JSON, with texts in all languages where a person reads them. */
export type ReportValue =
  | string
  | number
  | boolean
  | null
  | LocalizedText
  | readonly ReportValue[]
  | { readonly [key: string]: ReportValue };
export type ReportObject = { readonly [key: string]: ReportValue };

/** Everything on file about how a program treats personal data, at each platform (wechat/4.4(1)). */
export interface ComplianceReport {
  readonly programId: string;
  readonly content: ReportObject;
}

/** An obligation with how it ended, and what there is to show for it. */
export interface ReportedObligation extends Obligation {
  readonly createdAt: Date;
  readonly endedAt?: Date;
  readonly endedBy?: string;
  readonly statement?: string;
  readonly evidence: readonly ReportedFile[];
}

/** What is on file at one platform. */
export interface PlatformFile {
  readonly platform: PlatformId;
  /** Its agreement, with everything that is published. */
  readonly variant: PolicyVariant;
  readonly acceptances: readonly {
    readonly documentId: string;
    readonly version: string;
    /** EXPLICIT, or BY_USE with the operation that was the use. */
    readonly how: string;
    readonly operation: string | null;
    readonly at: Date;
  }[];
  readonly verdict: Verdict;
  readonly undertakings: readonly (SignedUndertaking & { readonly id: string })[];
  readonly rulings: readonly Ruling[];
  readonly obligations: readonly ReportedObligation[];
  readonly rightsRequests: readonly {
    readonly id: string;
    readonly right: string;
    readonly receivedOn: string;
    readonly dueOn: string | null;
    readonly recordedAt: Date;
  }[];
  readonly audits: readonly {
    readonly id: string;
    readonly dueOn: string | null;
    readonly requestedAt: Date;
  }[];
  readonly dealings: Dealings;
}

/** What a report is composed of. */
export interface OnFile {
  readonly program: { readonly id: string; readonly manifest: Manifest };
  readonly subjectType: string | undefined;
  readonly materials: readonly (Material & { readonly ofProgram: boolean })[];
  readonly platforms: readonly PlatformFile[];
}

export interface ReportTerms {
  readonly at: Date;
  /** Whether holders of papers and what was stated, which can name people, are told. */
  readonly names: boolean;
}

/** The report as of an instant: what came later is left out, and validity is reckoned for that day. */
export function composeReport(onFile: OnFile, terms: ReportTerms): ComplianceReport {
  const { program, subjectType } = onFile;
  return {
    programId: program.id,
    content: {
      programId: program.id,
      programName: program.manifest.name,
      at: terms.at.toISOString(),
      developer: subjectType ?? null,
      treatment: treatmentOf(program.manifest),
      materials: materialsOf(onFile, terms),
      platforms: onFile.platforms.map((file) => platformPart(file, terms)),
    },
  };
}

/** What the developer declares of personal data. */
function treatmentOf(manifest: Manifest): ReportObject {
  const { privacyPolicy, selfService, transfers = [], operatedFor } = manifest;
  return {
    collectsNoData: manifest.collectsNoData,
    dataItems: manifest.dataItems.map((item) => ({
      key: item.key,
      name: item.name,
      sensitivity: item.sensitivity,
      purpose: item.purpose,
      feature: item.feature,
      consentMoment: item.consentMoment ?? null,
      separateConsent: item.separateConsent,
      usedForMarketing: item.usedForMarketing,
      source: item.source ?? null,
      usedOutsideProgram: item.usedOutsideProgram ?? false,
      storedEncrypted: item.storedEncrypted ?? false,
    })),
    privacyPolicy: privacyPolicy
      ? {
          url: privacyPolicy.url,
          sections: privacyPolicy.sections.map(({ item, collection, use, sharing }) => ({
            item,
            collection,
            use,
            sharing,
          })),
        }
      : null,
    selfService: {
      correction: selfService?.correction ?? null,
      deletion: selfService?.deletion ?? null,
    },
    transfers: transfers.map(({ item, recipient, country, platformConsent, consentMoment }) => ({
      item,
      recipient,
      country,
      platformConsent: platformConsent ?? null,
      consentMoment: consentMoment ?? null,
    })),
    analytics: manifest.analytics,
    analyticsConsentMoment: manifest.analyticsConsentMoment ?? null,
    securityStandards: manifest.securityStandards ?? [],
    serverDomains: manifest.serverDomains,
    operatedFor: operatedFor ? operatedFor.party : null,
  };
}

function materialsOf({ materials }: OnFile, { at, names }: ReportTerms): readonly ReportObject[] {
  const day = civilDateAt(at);
  return materials.map(({ id, paper, holder, fileId, validFrom, validUntil, state, ofProgram }) => ({
    id,
    paper,
    ...(names ? { holder } : {}),
    filedFor: ofProgram ? 'PROGRAM' : 'ACCOUNT',
    state,
    validFrom,
    validUntil: validUntil ?? null,
    validOnDay: validFrom <= day && (validUntil === undefined || day <= validUntil),
    fileId,
  }));
}

function platformPart(file: PlatformFile, terms: ReportTerms): ReportObject {
  const { at } = terms;
  const { name, agreement } = file.variant;
  const version = versionAt(agreement, at);
  return {
    platform: file.platform,
    platformName: name,
    agreement: { title: agreement.title, version: version.version, effectiveFrom: version.effectiveFrom },
    documents: version.documents.map(({ id, title, version: inForce }) => {
      const accepted = file.acceptances.find(
        (one) => one.documentId === id && one.version === inForce && one.at <= at,
      );
      return {
        id,
        title,
        version: inForce,
        accepted: accepted?.how ?? null,
        acceptedAt: accepted?.at.toISOString() ?? null,
      };
    }),
    acceptances: file.acceptances
      .filter((one) => one.at <= at)
      .map(({ documentId, version: accepted, how, operation, at: acceptedAt }) => ({
        document: documentId,
        version: accepted,
        accepted: how,
        operation,
        acceptedAt: acceptedAt.toISOString(),
      })),
    verdict: verdictPart(file.verdict),
    undertakings: file.undertakings.map((one) => ({
      id: one.id,
      memberId: one.memberId,
      signedOn: one.signedOn,
      validUntil: one.validUntil ?? null,
      state: undertakingState(one, civilDateAt(at)),
    })),
    rulings: file.rulings.flatMap(({ rule, code, question, answer = 'IN_ORDER', validUntil, recorded }) =>
      recorded && recorded.at <= at
        ? [
            {
              id: recorded.id,
              rule,
              code,
              question,
              answer,
              validUntil: validUntil ?? null,
              ruledBy: recorded.by,
              ruledAt: recorded.at.toISOString(),
            },
          ]
        : [],
    ),
    rightsRequests: file.rightsRequests
      .filter(({ recordedAt }) => recordedAt <= at)
      .map(({ id, right, receivedOn, dueOn }) => ({
        id,
        right,
        receivedOn,
        dueOn,
        answeredAt: fulfilledAt(file, id, at),
      })),
    audits: file.audits
      .filter(({ requestedAt }) => requestedAt <= at)
      .map(({ id, dueOn, requestedAt }) => ({
        id,
        dueOn,
        requestedAt: requestedAt.toISOString(),
        answeredAt: fulfilledAt(file, id, at),
      })),
    ...dealingsPart(file.dealings, file.obligations, terms),
    obligations: file.obligations
      .filter(({ createdAt }) => createdAt <= at)
      .map((one) => obligationPart(one, terms)),
  };
}

function verdictPart({ answer, operation, findings }: Verdict): ReportObject {
  return {
    operation,
    answer,
    findings: findings.map(({ code, message, citations }) => ({
      code,
      message,
      clauses: citations.map(({ clause }) => clause),
    })),
  };
}

function obligationPart(one: ReportedObligation, { at, names }: ReportTerms): ReportObject {
  const ended = one.endedAt !== undefined && one.endedAt <= at;
  return {
    id: one.id,
    duty: nameOfDuty(one.kind),
    kind: one.kind,
    clauses: one.clauses,
    agreementVersion: one.agreementVersion,
    recipient: one.recipient,
    about: one.subjectId,
    round: one.round,
    state: ended ? one.state : stateAt(one, at),
    opensAt: one.opensAt.toISOString(),
    dueAt: one.dueAt.toISOString(),
    endedAt: ended ? (one.endedAt?.toISOString() ?? null) : null,
    endedBy: ended ? (one.endedBy ?? null) : null,
    ...(names ? { statement: ended ? (one.statement ?? null) : null } : {}),
    evidence: ended ? filesPart(one.evidence) : [],
  };
}

/** When the duty that came of something was fulfilled; null: it was not by then. */
function fulfilledAt({ obligations }: PlatformFile, subjectId: string, at: Date): string | null {
  const ended = obligations.flatMap((one) =>
    one.subjectId === subjectId && one.state === 'FULFILLED' && one.endedAt && one.endedAt <= at
      ? one.endedAt
      : [],
  );
  return ended[0]?.toISOString() ?? null;
}

function stateAt({ opensAt, dueAt }: ReportedObligation, at: Date): string {
  if (at < opensAt) return 'SCHEDULED';
  return at < dueAt ? 'OPEN' : 'OVERDUE';
}
