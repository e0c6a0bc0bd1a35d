import { civilDateAt } from '../../src/kernel/civil-time.ts';
import { versionAt } from '../../src/policy/agreement.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Facts, SubjectFact, VersionFact } from '../../src/policy/facts.ts';
import type { Operation } from '../../src/policy/operation.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { variants } from '../../src/policy/variants.ts';
import type { CitedFinding, Verdict } from '../../src/policy/verdict.ts';
import type { Material } from '../../src/programs/category.ts';
import type { DataItem, Manifest } from '../../src/programs/manifest.ts';

/** Ten in the morning of 10 March 2027 in China. */
export const NOW = new Date('2027-03-10T02:00:00Z');
export const TODAY = civilDateAt(NOW);

/** A change of some fields; `undefined` takes one away. */
export type Changes<T> = { readonly [K in keyof T]?: T[K] | undefined };

export const RESTAURANT = '重庆山城小馆餐饮有限公司';

export function someMaterial(changes: Changes<Material> = {}): Material {
  return changed<Material>(
    {
      id: 'mat_licence',
      paper: '营业执照',
      holder: RESTAURANT,
      fileId: 'file_licence',
      validFrom: '2020-01-01',
      state: 'EFFECTIVE',
    },
    changes,
  );
}

export const foodLicence: Material = someMaterial({
  id: 'mat_food',
  paper: '食品经营许可证',
  fileId: 'file_food',
  validUntil: '2028-12-31',
});

export function someDataItem(changes: Changes<DataItem> = {}): DataItem {
  return changed<DataItem>(
    {
      key: 'phone',
      name: '手机号',
      sensitivity: 'PHONE_NUMBER',
      purpose: '取餐时联系顾客',
      feature: '点餐',
      consentMoment: '提交订单之前',
      separateConsent: true,
      usedForMarketing: false,
      source: 'PLATFORM',
      usedOutsideProgram: false,
      storedEncrypted: true,
    },
    changes,
  );
}

export function someManifest(changes: Changes<Manifest> = {}): Manifest {
  return changed<Manifest>(
    {
      name: '山城小馆',
      introduction: '川湘菜馆的在线点餐',
      ownership: { kind: 'OWN_NAME' },
      categories: [
        { platform: 'WECHAT', path: ['餐饮服务', '餐饮服务场所/餐饮服务管理企业', '川湘菜'] },
        { platform: 'BAIDU', path: ['美食', '餐饮服务场所'] },
      ],
      dataItems: [someDataItem()],
      collectsNoData: false,
      privacyPolicy: {
        url: 'https://shancheng.example.com/privacy',
        sections: [{ item: 'phone', collection: '下单时填写', use: '取餐时联系', sharing: '不共享' }],
      },
      serverDomains: ['https://api.shancheng.example.com'],
      analytics: 'DISABLED',
      advancedFeatures: [],
      selfService: { correction: '我的 > 个人信息', deletion: '我的 > 隐私 > 删除我的信息' },
      transfers: [],
      securityStandards: ['GB/T 35273-2020'],
    },
    changes,
  );
}

export const company: SubjectFact = { type: 'ORGANISATION', legalName: RESTAURANT, guardianConsent: false };

export function someVersion(changes: Changes<VersionFact> = {}): VersionFact {
  return changed<VersionFact>(
    {
      versionId: 'ver_1',
      number: '1.4.0',
      review: 'NOT_SUBMITTED',
      confirmation: 'NOT_NEEDED',
      release: 'NOT_RELEASED',
    },
    changes,
  );
}

/** A restaurant's program, of which both platforms have everything they ask for: each submission is a YES. */
export function someFacts(changes: Changes<Facts> = {}): Facts {
  return changed<Facts>(
    {
      subject: company,
      acceptances: variants.flatMap(({ agreement }) =>
        versionAt(agreement, NOW).documents.map(({ id, version }) => ({ documentId: id, version })),
      ),
      materials: [someMaterial(), foodLicence],
      manifest: someManifest(),
      registration: { state: 'REGISTERED', admission: 'PASSED', verification: 'PASSED' },
      emailInUse: false,
      version: someVersion(),
      earlierSubmissions: [],
      otherReviewOpen: false,
      declaration: {
        absentContent: variants.flatMap(({ contentKinds }) => contentKinds.map(({ code }) => code)),
      },
    },
    changes,
  );
}

/** How the restaurant stands with the platform when it comes to the operation: what is done once is not done yet. */
export function standingBefore(operation: Operation): Changes<Facts> {
  if (operation === 'REGISTER') return { registration: undefined };
  if (operation !== 'VERIFY') return {};
  return { registration: { state: 'REGISTERED', admission: 'PASSED', verification: 'NONE' } };
}

/** What the variant says to the operation, about the restaurant with these changes. */
export function ask(
  variant: PolicyVariant,
  operation: Operation,
  changes: Changes<Facts> = {},
  at: Date = NOW,
): Verdict {
  return evaluate(variant, someFacts({ ...standingBefore(operation), ...changes }), operation, at);
}

/** As `ask`, about one change of the manifest, at submission. */
export function askOfManifest(variant: PolicyVariant, changes: Changes<Manifest>): Verdict {
  return ask(variant, 'SUBMIT', { manifest: someManifest(changes) });
}

export function codesOf({ findings }: Verdict): string[] {
  return findings.map(({ code }) => code);
}

export function clausesOf(finding: CitedFinding | undefined): string[] | undefined {
  return finding?.citations.map(({ clause }) => clause);
}

function changed<T extends object>(whole: T, changes: Changes<T>): T {
  const merged = { ...whole, ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as T;
}
