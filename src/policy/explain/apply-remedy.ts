import { unreachable } from '../../kernel/outcome.ts';
import type { Material, PaperName, SubjectType } from '../../programs/category.ts';
import type { Manifest } from '../../programs/manifest.ts';
import type { PlatformId } from '../../programs/platform.ts';
import { versionAt } from '../agreement.ts';
import type { AcceptanceFact, Facts, RegistrationFact, SubjectFact, VersionFact } from '../facts.ts';
import { isUnderReview } from '../lifecycle.ts';
import type { ObligationFact } from '../obligation.ts';
import { identityPapers } from '../rules/real-name.ts';
import type { Ruling } from '../ruling.ts';
import type { PolicyVariant } from '../variant.ts';
import type { AskedQuestion, Remedy } from '../verdict.ts';
import { editManifest } from './edit-manifest.ts';
import { stateWhenFiled } from './file-paper.ts';
import { dayOf, type Situation } from './situation.ts';

/** Stands for the legal name that only the developer knows. */
const LEGAL_NAME = '（由开发者填写的法定名称）';
/** Of somebody who is of age wherever the agreements ask; stands for the birthday that is not on file. */
const BIRTHDAY = '1980-01-01';

/** The situation as it would be once all of them were carried out. What takes time comes first. */
export function applyRemedies(
  variant: PolicyVariant,
  situation: Situation,
  remedies: readonly Remedy[],
): Situation {
  const isWait = ({ kind }: Remedy) => kind === 'WAIT_UNTIL';
  const inOrder = [...remedies.filter(isWait), ...remedies.filter((remedy) => !isWait(remedy))];
  return inOrder.reduce((so, remedy) => applyRemedy(variant, so, remedy), situation);
}

/**
 * The situation as it would be once the remedy was carried out, whatever that takes: as when the paper is on
 * file, the platform has agreed, the day has come. Of alternatives the first is taken. A remedy for something
 * that is not there (the admission of a program that is not registered) changes nothing.
 */
export function applyRemedy(variant: PolicyVariant, situation: Situation, remedy: Remedy): Situation {
  if (remedy.kind !== 'WAIT_UNTIL') {
    return { ...situation, facts: { ...situation.facts, ...changeOf(variant, situation, remedy) } };
  }
  const { at } = situation;
  return { ...situation, at: remedy.until > at ? remedy.until : at };
}

function changeOf(
  variant: PolicyVariant,
  situation: Situation,
  remedy: Exclude<Remedy, { readonly kind: 'WAIT_UNTIL' }>,
): Partial<Facts> {
  const { facts } = situation;
  switch (remedy.kind) {
    case 'ACCEPT_DOCUMENTS':
      return acceptedAnew(variant, situation, remedy);
    case 'DECLARE_SUBJECT':
      return { subject: declared(facts, remedy.subjectType) };
    case 'GIVE_GUARDIAN_CONSENT':
      return facts.subject ? { subject: { ...facts.subject, guardianConsent: true } } : {};
    case 'ADD_MATERIAL':
      return { materials: (remedy.anyOf[0] ?? []).reduce(filed(situation), facts.materials) };
    case 'RENEW_MATERIAL':
      return {
        materials: filed(situation)(facts.materials, remedy.paper),
        ...withoutObligations(facts, ({ subjectId }) => subjectId === remedy.materialId),
      };
    case 'AWAIT_MATERIAL_CHECK':
      return { materials: facts.materials.map((one) => checked(one, remedy.materialId)) };
    case 'CHOOSE_CATEGORY':
      return { manifest: inCategory(facts.manifest, remedy.platform, remedy.category) };
    case 'EDIT_MANIFEST':
      return { manifest: editManifest(facts.manifest, remedy) };
    case 'DECLARE_CONTENT': {
      const absentContent = [...(facts.declaration?.absentContent ?? []), ...remedy.missing];
      return { declaration: { absentContent } };
    }
    case 'REGISTER':
      return { registration: registeredAnew(facts.registration) };
    case 'GIVE_EMAIL':
    case 'USE_ANOTHER_EMAIL':
      return { emailInUse: false };
    case 'PASS_ADMISSION':
      return withRegistration(facts, (before) => ({ ...before, admission: 'PASSED' }));
    case 'PASS_VERIFICATION':
      return withRegistration(facts, (before) => ({ ...before, verification: 'PASSED' }));
    case 'AWAIT_PLATFORM':
      return withRegistration(facts, answered);
    case 'PASS_REVIEW':
      return withVersion(facts, (version) => reviewed(version, remedy.versionId));
    case 'CREATE_VERSION':
      return { version: nextVersion(facts) };
    case 'END_OPEN_REVIEW':
      return { otherReviewOpen: false, ...withVersion(facts, takenBack) };
    case 'SIGN_UNDERTAKING':
      return facts.reader ? { reader: { ...facts.reader, undertaking: { signedOn: dayOf(situation) } } } : {};
    case 'FULFIL_OBLIGATION':
      return withoutObligations(facts, ({ id }) => id === remedy.obligationId);
    case 'PAY_FEE':
      return { fees: (facts.fees ?? []).filter(({ id }) => id !== remedy.feeId) };
    case 'CONTEST_MEASURE':
      return { enforcements: (facts.enforcements ?? []).filter(({ id }) => id !== remedy.enforcementId) };
    case 'ACKNOWLEDGE_FOREIGN_CHANGE':
      return {
        foreignChanges: (facts.foreignChanges ?? []).filter(({ id }) => id !== remedy.foreignChangeId),
      };
    case 'AWAIT_HOST':
      return withVersion(facts, confirmed);
    case 'ASK_A_PERSON':
      return remedy.ruling ? { rulings: [...(facts.rulings ?? []), inOrder(remedy.ruling)] } : {};
    default:
      return unreachable(remedy);
  }
}

function withoutObligations(
  { obligations }: Facts,
  done: (obligation: ObligationFact) => boolean,
): Pick<Facts, 'obligations'> {
  return obligations ? { obligations: obligations.filter((one) => !done(one)) } : {};
}

/** With this category on the platform, in place of any other. */
export function inCategory(
  manifest: Manifest,
  platform: PlatformId,
  path: readonly string[] | undefined,
): Manifest {
  if (!path) return manifest;
  const others = manifest.categories.filter((one) => one.platform !== platform);
  return { ...manifest, categories: [...others, { platform, path }] };
}

type AcceptDocuments = Extract<Remedy, { readonly kind: 'ACCEPT_DOCUMENTS' }>;

/** Who accepts all that is required has come back to a platform that was left. */
function acceptedAnew(
  variant: PolicyVariant,
  situation: Situation,
  remedy: AcceptDocuments,
): Partial<Facts> & { readonly acceptances: Facts['acceptances'] } {
  const acceptances = [...situation.facts.acceptances, ...accepted(variant, situation, remedy)];
  const required = versionAt(variant.agreement, situation.at).documents.filter((one) => one.required);
  const isBack = required.every(({ id }) => remedy.documents.includes(id));
  return isBack ? { acceptances, leftAt: undefined } : { acceptances };
}

function accepted(
  { agreement }: PolicyVariant,
  situation: Situation,
  { documents, agreementVersion }: AcceptDocuments,
): readonly AcceptanceFact[] {
  const { declined } = situation.facts;
  if (declined && agreementVersion === declined.version) {
    return declined.documents.filter(({ documentId }) => documents.includes(documentId));
  }
  return versionAt(agreement, situation.at)
    .documents.filter(({ id }) => documents.includes(id))
    .map(({ id, version }) => ({ documentId: id, version }));
}

/** Under the name of whoever holds the identity paper on file, where there is one. */
function declared({ subject, materials }: Facts, type: SubjectType = 'ORGANISATION'): SubjectFact {
  if (subject) return { ...subject, birthDate: subject.birthDate ?? BIRTHDAY };
  const identity = materials.find(
    ({ paper, state }) => identityPapers[type].includes(paper) && state !== 'SUPERSEDED',
  );
  return {
    type,
    legalName: identity?.holder ?? LEGAL_NAME,
    guardianConsent: false,
    ...(type === 'PERSON' ? { birthDate: BIRTHDAY } : {}),
  };
}

/** Puts a paper on file, made out to the developer and valid from this day. */
function filed(situation: Situation): (materials: readonly Material[], paper: PaperName) => Material[] {
  return (materials, paper) => [
    ...materials,
    {
      id: `planned:${paper}`,
      paper,
      holder: situation.facts.subject?.legalName ?? LEGAL_NAME,
      fileId: 'planned',
      validFrom: dayOf(situation),
      state: stateWhenFiled(materials, paper),
    },
  ];
}

/** The answer that is hoped for. */
function inOrder({ rule, code, question }: AskedQuestion): Ruling {
  return { rule, code, question };
}

function checked(material: Material, id: string): Material {
  return material.id === id ? { ...material, state: 'EFFECTIVE' } : material;
}

function registeredAnew(before: RegistrationFact | undefined): RegistrationFact {
  return { admission: 'NONE', verification: 'NONE', ...before, state: 'REGISTERED' };
}

/** Everything that the platform was asked and has not answered, answered well. */
function answered({ state, admission, verification }: RegistrationFact): RegistrationFact {
  return {
    state: state === 'REQUESTED' ? 'REGISTERED' : state,
    admission: admission === 'PENDING' ? 'PASSED' : admission,
    verification: verification === 'PENDING' ? 'PASSED' : verification,
  };
}

/** Passed by the platform. Of a version that was rejected nothing more is heard. */
function reviewed(version: VersionFact, versionId: string): VersionFact {
  const isOver = version.review === 'REJECTED';
  if (isOver || version.versionId !== versionId) return version;
  // What was rolled back comes back by another review of it, and is then to be released anew.
  const release = version.release === 'ROLLED_BACK' ? 'NOT_RELEASED' : version.release;
  return { ...version, review: 'APPROVED', release };
}

/** Given back by the platform, where it is examining it. */
function takenBack(version: VersionFact): VersionFact {
  return isUnderReview(version.review) ? { ...version, review: 'WITHDRAWN' } : version;
}

/** Agreed to by the host. What it has refused it does not agree to by being waited for. */
function confirmed(version: VersionFact): VersionFact {
  const isAsked = version.confirmation === 'WAITING' || version.confirmation === 'PENDING';
  return isAsked ? { ...version, confirmation: 'CONFIRMED' } : version;
}

/** A version of which nobody has heard yet; a host with a word of its own has it still to say. */
function nextVersion({ version, host }: Facts): VersionFact {
  const confirmation = version?.confirmation ?? (host?.confirmation === 'OWN' ? 'WAITING' : 'NOT_NEEDED');
  return {
    versionId: 'planned',
    number: '（新版本）',
    review: 'NOT_SUBMITTED',
    confirmation: confirmation === 'NOT_NEEDED' ? 'NOT_NEEDED' : 'WAITING',
    release: 'NOT_RELEASED',
  };
}

function withRegistration(
  { registration }: Facts,
  change: (registration: RegistrationFact) => RegistrationFact,
): Partial<Facts> {
  return registration ? { registration: change(registration) } : {};
}

function withVersion({ version }: Facts, change: (version: VersionFact) => VersionFact): Partial<Facts> {
  return version ? { version: change(version) } : {};
}
