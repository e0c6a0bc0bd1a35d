import { versionAt } from '../../dist/policy/agreement.js';

/** The instant that everything is asked about: ten in the morning of 10 March 2027 in China. */
export const NOW = new Date('2027-03-10T02:00:00Z');
const _TODAY = '2027-03-10';
const DAY_MS = 86_400_000;

/**
 * What is known of so many programs, each at every host of every platform: the same at every run, since chance
 * comes from a seed. Most papers, consents and checks are in order; a third of the versions is not
 * submitted yet, a third in review, a third approved.
 */
export function manyPrograms(variants, count, seed = 20_270_310) {
  const chance = mulberry32(seed);
  return Array.from({ length: count }, (_, n) => program(variants, n, chance));
}

function program(variants, n, chance) {
  const one = (things) => things[Math.floor(chance() * things.length)];
  const oftenly = (share) => chance() < share;
  const legalName = `第${n}号有限公司`;
  const type = oftenly(0.9) ? 'ORGANISATION' : 'PERSON';
  const chosen = variants.map(({ platform, categoryLists }) => {
    const open = categoryLists.filter(({ subjects }) => subjects.includes(type));
    return { platform, category: open.length > 0 ? one(one(open).categories) : undefined };
  });
  const paper = (name, of = {}) => ({
    id: `mat_${n}_${name}`,
    paper: name,
    holder: legalName,
    fileId: `file_${n}_${name}`,
    validFrom: '2020-01-01',
    validUntil: oftenly(0.97) ? '2029-12-31' : '2027-03-09',
    state: 'EFFECTIVE',
    ...of,
  });
  const papers = new Set([
    type === 'PERSON' ? '居民身份证' : '营业执照',
    ...chosen.flatMap(({ category }) => papersIn(category?.requirement)),
  ]);
  const dataItems = Array.from({ length: Math.floor(chance() * 4) }, (_, item) => ({
    key: `item${item}`,
    name: `信息${item}`,
    sensitivity: one(['NONE', 'PHONE_NUMBER', 'LOCATION']),
    purpose: '提供服务',
    feature: '下单',
    ...(oftenly(0.97) && { consentMoment: '提交之前' }),
    separateConsent: oftenly(0.95),
    usedForMarketing: oftenly(0.03),
  }));
  const manifest = {
    name: `程序${n}`,
    introduction: '在线服务',
    ownership: oftenly(0.95) ? { kind: 'OWN_NAME' } : { kind: 'AUTHORISED', paper: '品牌授权书' },
    categories: chosen.flatMap(({ platform, category }) =>
      category ? [{ platform, path: category.path }] : [],
    ),
    dataItems,
    collectsNoData: dataItems.length === 0,
    privacyPolicy: {
      url: `https://p${n}.example/privacy`,
      sections: dataItems.map(({ key }) => ({
        item: key,
        collection: '填写',
        use: '使用',
        sharing: '不共享',
      })),
    },
    serverDomains: [oftenly(0.98) ? `https://p${n}.example` : `http://p${n}.example`],
    analytics: oftenly(0.2) ? 'ENABLED' : 'DISABLED',
    advancedFeatures: oftenly(0.1) ? ['wechat:payment'] : [],
  };
  const shared = {
    subject: {
      type,
      legalName,
      ...(type === 'PERSON' && { birthDate: oftenly(0.9) ? '1990-01-01' : '2010-01-01' }),
      guardianConsent: false,
    },
    materials: [...papers].filter(() => oftenly(0.97)).map((name) => paper(name)),
    manifest,
    emailInUse: oftenly(0.01),
  };
  return variants.flatMap((variant) => atPlatform(variant, n, shared, chance));
}

/** The facts of one program at each host of a platform. */
function atPlatform(variant, n, shared, chance) {
  const oftenly = (share) => chance() < share;
  const documents = versionAt(variant.agreement, NOW).documents;
  const submissions = Math.floor(chance() ** 4 * 24);
  const facts = {
    ...shared,
    acceptances: documents
      .slice(oftenly(0.98) ? 0 : 1)
      .map(({ id, version }) => ({ documentId: id, version })),
    registration: {
      state: oftenly(0.98) ? 'REGISTERED' : 'REQUESTED',
      admission: oftenly(0.97) ? 'PASSED' : 'PENDING',
      verification: oftenly(0.9) ? 'PASSED' : 'NONE',
    },
    earlierSubmissions: Array.from(
      { length: submissions },
      (_, back) => new Date(NOW.getTime() - ((back + 1) * DAY_MS) / 3),
    ),
    otherReviewOpen: oftenly(0.05),
    declaration: {
      absentContent: variant.contentKinds.map(({ code }) => code).filter(() => oftenly(0.995)),
    },
  };
  const review = ['NOT_SUBMITTED', 'IN_REVIEW', 'APPROVED'][Math.floor(chance() * 3)];
  const refused = Math.floor(chance() ** 8 * 24);
  return variant.hosts.map(({ id, kind, form, confirmation }) => ({
    variant,
    hostId: id,
    facts: {
      ...facts,
      host: { id, kind, form, confirmation },
      hostRefusals: Array.from(
        { length: refused },
        (_, back) => new Date(NOW.getTime() - (back + 1) * DAY_MS),
      ),
      version: {
        versionId: `ver_${n}`,
        number: '1.0.0',
        review,
        confirmation: confirmation === 'PLATFORM' ? 'NOT_NEEDED' : oftenly(0.8) ? 'CONFIRMED' : 'PENDING',
        release: 'NOT_RELEASED',
      },
    },
  }));
}

/** The papers of the first way to meet a requirement; what a person judges has no name. */
function papersIn(requirement) {
  if (requirement === undefined || requirement.human) return [];
  if (requirement.paper) return [requirement.paper];
  return requirement.allOf ? requirement.allOf.flatMap(papersIn) : papersIn(requirement.anyOf[0]);
}

/** Numbers from 0 up to 1 that are the same for the same seed. */
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
