import type { Material } from '../../programs/category.ts';
import { versionAt } from '../agreement.ts';
import type { Facts, RegistrationFact } from '../facts.ts';
import type { Ruling } from '../ruling.ts';
import type { PolicyVariant } from '../variant.ts';
import { stateWhenFiled } from './file-paper.ts';
import {
  clearable,
  type FiledPaper,
  type Overlay,
  type SupposedDates,
  type SupposedPaper,
} from './overlay.ts';
import { dayOf, type Situation } from './situation.ts';

/** The variant as it would be under the version of the agreement that the overlay names. */
export function variantUnder(variant: PolicyVariant, { agreements = [] }: Overlay): PolicyVariant {
  const wanted = agreements.find(({ platform }) => platform === variant.platform)?.version;
  const version = variant.agreement.versions.find((known) => known.version === wanted);
  return version ? { ...variant, agreement: { ...variant.agreement, versions: [version] } } : variant;
}

/**
 * The situation as the overlay supposes it. `ofProgram` are the papers that are filed with the program and not
 * with the account. The variant is the one that the overlay leads to.
 */
export function layOver(
  variant: PolicyVariant,
  situation: Situation,
  overlay: Overlay,
  ofProgram: ReadonlySet<string>,
): Situation {
  const at = overlay.at ?? situation.at;
  const { facts } = situation;
  const { subject, absentContent } = overlay;
  const rulings = rulingsUnder(variant, facts, overlay);
  const registration = registrationUnder(variant, facts.registration, overlay);
  return {
    at,
    facts: {
      ...facts,
      acceptances: [...facts.acceptances, ...acceptedUnder(variant, { facts, at }, overlay)],
      materials: papersUnder(facts.materials, overlay, ofProgram),
      manifest: manifestUnder(facts, overlay),
      ...(subject && facts.subject ? { subject: { ...facts.subject, ...subject } } : {}),
      ...(registration ? { registration } : {}),
      ...(rulings.length > 0 ? { rulings } : {}),
      ...obligationsUnder(facts, overlay),
      ...(absentContent ? { declaration: { absentContent } } : {}),
      ...readerUnder(facts, overlay, dayOf({ facts, at })),
      ...disclosureUnder(facts, overlay),
    },
  };
}

function readerUnder({ reader }: Facts, { undertakingSigned }: Overlay, day: string): Pick<Facts, 'reader'> {
  if (!reader || undertakingSigned === undefined) return {};
  const { memberId } = reader;
  return { reader: undertakingSigned ? { memberId, undertaking: { signedOn: day } } : { memberId } };
}

function disclosureUnder({ disclosure }: Facts, { inClosedTest }: Overlay): Pick<Facts, 'disclosure'> {
  if (!disclosure || inClosedTest === undefined) return {};
  return { disclosure: { ...disclosure, underBeta: inClosedTest } };
}

function acceptedUnder(
  { agreement }: PolicyVariant,
  situation: Situation,
  { acceptDocuments = [] }: Overlay,
): Facts['acceptances'] {
  return versionAt(agreement, situation.at)
    .documents.filter(({ id }) => acceptDocuments.includes(id))
    .map(({ id, version }) => ({ documentId: id, version }));
}

function manifestUnder({ manifest }: Facts, overlay: Overlay): Facts['manifest'] {
  const { categories = [] } = overlay;
  const kept = manifest.categories.filter(({ platform }) =>
    categories.every((chosen) => chosen.platform !== platform),
  );
  return { ...declaredUnder(manifest, overlay), categories: [...kept, ...categories] };
}

/** The manifest with what is supposed of it, and without what is supposed not to be declared. */
export function declaredUnder(
  manifest: Facts['manifest'],
  { manifest: supposed, clear = [] }: Overlay,
): Facts['manifest'] {
  const left: { -readonly [Field in keyof Facts['manifest']]: Facts['manifest'][Field] } = {
    ...manifest,
    ...supposed,
  };
  for (const field of clear) delete left[clearable[field]];
  return left;
}

/** A renewal that is supposed is no longer owed: a newer paper of the kind, or a later last day of the same. */
function obligationsUnder(
  { obligations, materials }: Facts,
  { addMaterials = [], changeMaterials = [] }: Overlay,
): Pick<Facts, 'obligations'> {
  if (!obligations) return {};
  const isRenewed = (materialId: string): boolean => {
    const owed = materials.find(({ id }) => id === materialId);
    if (!owed?.validUntil) return false;
    const change = changeMaterials.find((dates) => dates.materialId === materialId);
    const later = [
      ...addMaterials.filter(({ paper }) => paper === owed.paper),
      ...(change ? [withDates(owed, change)] : []),
    ];
    return later.some(({ validUntil }) => validUntil === undefined || validUntil > (owed.validUntil ?? ''));
  };
  return {
    obligations: obligations.filter(
      ({ kind, subjectId }) => kind !== 'RENEW_MATERIAL' || !isRenewed(subjectId),
    ),
  };
}

function papersUnder(
  materials: readonly Material[],
  { addMaterials = [], changeMaterials = [], removeMaterials = [] }: Overlay,
  ofProgram: ReadonlySet<string>,
): readonly Material[] {
  const kept = materials
    .filter(({ id }) => !removeMaterials.includes(id))
    .map((material): FiledPaper => {
      const dates = changeMaterials.find(({ materialId }) => materialId === material.id);
      return { ...withDates(material, dates), ofProgram: ofProgram.has(material.id) };
    });
  return addMaterials.reduce(filed, kept).map(({ ofProgram: _where, ...material }) => material);
}

/** The paper with the days that are supposed of it. */
export function withDates(paper: Material, dates: SupposedDates | undefined): Material {
  if (!dates) return paper;
  const { materialId: _id, withoutEnd, ...days } = dates;
  const { validUntil, ...endless } = { ...paper, ...days };
  return withoutEnd || validUntil === undefined ? endless : { ...endless, validUntil };
}

function filed(
  onFile: readonly FiledPaper[],
  { paper, holder, validFrom, validUntil, ofProgram }: SupposedPaper,
  index: number,
): readonly FiledPaper[] {
  const beside = onFile.filter((one) => one.ofProgram === ofProgram);
  const added: FiledPaper = {
    id: `supposed:${index}`,
    paper,
    holder,
    fileId: 'supposed',
    validFrom,
    ...(validUntil === undefined ? {} : { validUntil }),
    state: stateWhenFiled(beside, paper),
    ofProgram,
  };
  return [...onFile, added];
}

/** What is supposed comes last, and is gone by before what was recorded. */
function rulingsUnder(
  { platform }: PolicyVariant,
  { rulings: before = [] }: Facts,
  { rulings = [] }: Overlay,
): readonly Ruling[] {
  const here = rulings.filter((one) => one.platform === platform);
  return [...before, ...here.map(({ platform: _whose, ...ruling }) => ruling)];
}

function registrationUnder(
  { platform }: PolicyVariant,
  before: RegistrationFact | undefined,
  { registrations = [] }: Overlay,
): RegistrationFact | undefined {
  const { platform: _whose, ...supposed } = registrations.find((one) => one.platform === platform) ?? {};
  if (!before && Object.keys(supposed).length === 0) return undefined;
  return { state: 'REGISTERED', admission: 'NONE', verification: 'NONE', ...before, ...supposed };
}
