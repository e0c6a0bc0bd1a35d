import { civilDateAt } from '../../kernel/civil-time.ts';
import type { LocalizedText } from '../../kernel/localized.ts';
import type { MaterialState, PaperName } from '../../programs/category.ts';
import type { DataTransfer, Manifest } from '../../programs/manifest.ts';
import type { ClauseId } from '../clause.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { consentFindings } from './named-consent.ts';
import { isBlank } from './wording.ts';

export interface TransferTerms {
  /** The clause about what the platform itself provides. */
  readonly ofPlatformData: ClauseId;
  /** The clause about data from whatever source. */
  readonly ofAnyData: ClauseId;
  /** The paper that is looked for where a transfer names none. */
  readonly paper: PaperName;
  readonly goesBy: readonly MaterialState[];
}

/**
 * Data go abroad or to anybody else only with the platform's consent on file. What the user gave in the
 * program falls under the wider clause alone; what is not said to come from the user, under both.
 */
export function platformConsentForTransfer({
  ofPlatformData,
  ofAnyData,
  paper,
  goesBy,
}: TransferTerms): Rule {
  return {
    id: 'platform-consent-for-transfer',
    clauses: [ofPlatformData, ofAnyData],
    partial: {
      'zh-CN':
        '只看所申报的提供是否有在档且有效的同意书；有无未申报的提供、同意书的范围是否足够、法律是否允许由人判断',
      en: 'whether each declared transfer has a valid consent on file; whether there are others, whether the consent goes far enough and whether the law allows it is for a person',
    },
    operations: ['SUBMIT'],
    check({ manifest, materials }, { at }) {
      const reading = { goesBy, day: civilDateAt(at) };
      return (manifest.transfers ?? []).flatMap((transfer, index): Finding[] => {
        const { item, platformConsent } = transfer;
        const ofUser = manifest.dataItems.find(({ key }) => key === item)?.source === 'USER';
        const clauses = ofUser ? [ofAnyData] : [ofPlatformData, ofAnyData];
        const what = nameOf(transfer, manifest);
        const asked = {
          code: 'TRANSFER_CONSENT',
          name: {
            'zh-CN': `平台对${what['zh-CN']}的书面同意`,
            en: `the platform's written consent to ${what.en}`,
          },
        };
        const consent = { named: platformConsent, byDefault: paper };
        const short = consentFindings(consent, materials, asked, reading);
        const warnings = transfer.country === MAINLAND ? [] : [lawDecides(what, index)];
        return [...short, ...warnings].map((finding) => ({ ...finding, clauses }));
      });
    },
  };
}

/** Data are shared or handed over only to whom the user expressly agreed, at a moment that the program names. */
export function userConsentForTransfer({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'user-consent-for-transfer',
    clauses,
    partial: {
      'zh-CN': '只看所申报的提供是否写明用户同意的时刻；有无未申报的提供、用户是否真的明示同意由人判断',
      en: 'whether each declared transfer names a moment of consent; whether there are others, and whether users really agree, is for a person',
    },
    operations: ['SUBMIT'],
    check: ({ manifest }) =>
      (manifest.transfers ?? []).flatMap((transfer, index): Finding[] =>
        isBlank(transfer.consentMoment) ? [unasked(nameOf(transfer, manifest), index)] : [],
      ),
  };
}

const MAINLAND = 'CN';

/** The consent is one condition; the law on taking data abroad is another, which no field here can show. */
function lawDecides(what: LocalizedText, index: number): Finding {
  return {
    effect: 'WARNS',
    code: 'TRANSFER_LEAVES_MAINLAND',
    message: {
      'zh-CN': `${what['zh-CN']}属于向境外提供，除平台同意外还须符合数据出境的法律规定`,
      en: `${what.en} leaves mainland China: besides the platform's consent, the law has to allow it`,
    },
    path: `manifest.transfers[${index}].country`,
  };
}

function unasked(what: LocalizedText, index: number): Finding {
  return {
    effect: 'BLOCKS',
    code: 'TRANSFER_WITHOUT_USER_CONSENT',
    message: {
      'zh-CN': `未注明用户在何时明示同意${what['zh-CN']}`,
      en: `it is not said when the user expressly agrees to ${what.en}`,
    },
    path: `manifest.transfers[${index}].consentMoment`,
    remedy: { kind: 'EDIT_MANIFEST', field: `transfers[${index}].consentMoment`, change: { to: 'TEXT' } },
  };
}

function nameOf({ item, recipient, country }: DataTransfer, { dataItems }: Manifest): LocalizedText {
  const name = dataItems.find(({ key }) => key === item)?.name ?? item;
  return {
    'zh-CN': `将“${name}”提供给“${recipient}”（${country}）`,
    en: `the transfer of “${name}” to “${recipient}” (${country})`,
  };
}
