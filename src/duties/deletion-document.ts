import { chinaTime, printedPage } from '../kernel/printed-page.ts';
import type { AgreementVersion } from '../policy/agreement.ts';
import type { DeletionMethod, DeletionTerms } from '../policy/deletion.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import type { StoredFile } from '../programs/program.ts';
import type { DeletionDemand } from './demand-records.ts';

/** Everything that the written confirmation says (wechat/4.7). */
export interface DeletionDocument {
  readonly number: string;
  readonly demand: DeletionDemand;
  readonly variant: PolicyVariant;
  readonly version: AgreementVersion;
  readonly terms: DeletionTerms;
  /** Who declares it: the developer's legal name, where it is on file. */
  readonly developer: string | undefined;
  readonly programName: string | undefined;
  readonly method: DeletionMethod;
  readonly statement: string;
  readonly at: Date;
  readonly member: { readonly id: string; readonly name: string | undefined };
  readonly evidence: readonly StoredFile[];
}

const methods: Readonly<Record<DeletionMethod, string>> = {
  ANONYMISED: '匿名化处理，数据不再是个人数据 / anonymised: the data are personal data no longer',
  DELETED: '永久删除，或使其不再可读 / deleted for good, or made unreadable',
};

/** The confirmation as it is handed to the platform: a page in Chinese and English, to be kept as it is. */
export function deletionDocument(content: DeletionDocument): string {
  const { number, demand, variant, version, terms, developer, programName, method, at, member } = content;
  const { name } = variant;
  const proof = content.evidence.map((file) => `${file.name}\nSHA-256 ${file.sha256}`);
  return printedPage({
    title: '个人数据删除书面确认 / Written confirmation of deletion',
    rows: [
      ['编号', 'Number', number],
      ['致', 'To', `${variant.agreement.party['zh-CN']} / ${variant.agreement.party.en}`],
      [
        '依据',
        'Under',
        `${variant.agreement.title['zh-CN']} / ${variant.agreement.title.en}\n${version.version} · ${terms.clauses.join(', ')}`,
      ],
      ['开发者', 'Developer', [developer, demand.accountId].filter(Boolean).join('\n')],
      [
        '程序',
        'Program',
        [programName ?? `${name['zh-CN']}：全部程序 / all programs`, demand.programId]
          .filter(Boolean)
          .join('\n'),
      ],
      ['删除要求', 'Demand', [demand.id, demand.reference].filter(Boolean).join('\n')],
      ['要求收到时间', 'Received', chinaTime(demand.createdAt)],
      ['范围', 'Scope', demand.scope],
      ['方式', 'Method', methods[method]],
      ['说明', 'Statement', content.statement],
      ['完成确认时间', 'Confirmed at', chinaTime(at)],
      ['确认成员', 'Confirmed by', [member.name, member.id].filter(Boolean).join('\n')],
      ['证明文件', 'Evidence', proof.length > 0 ? proof.join('\n') : '无 / none'],
    ],
    notes: [
      '上述成员代表开发者确认：所列范围内的数据已按所列方式处理，且不再收集、处理或使用。',
      'For the developer, the member named above confirms that the data within this scope were treated as stated, and are collected, processed and used no more.',
    ],
  });
}
