import type { LocalizedText } from '../kernel/localized.ts';
import { chinaTime, printedPage } from '../kernel/printed-page.ts';
import { variantOf } from '../policy/variants.ts';
import type { PlatformExit } from './exit-records.ts';

/** What had to go by the agreement, and what is left to the developer. */
export function exitSays({ platform, clauses, backups }: PlatformExit): LocalizedText {
  const { name } = variantOf(platform);
  if (clauses.length === 0) {
    return {
      'zh-CN': `${name['zh-CN']}的协议没有关于退出时删除数据的条款；网关出于自身的安全要求清除密钥与平台身份，其余保留。`,
      en: `The agreement of ${name.en} has no clause on what goes when it is left. Credentials and identities were purged for the gateway’s own hygiene; the rest stays.`,
    };
  }
  const cited = clauses.join(', ');
  const copies =
    backups.length > 0
      ? {
          'zh-CN': '所列备份中的副本在其到期前仍然存在。',
          en: 'Copies in the backups named stay until those run out.',
        }
      : {
          'zh-CN': '运营者未指明备份，备份中是否有副本不得而知。',
          en: 'The operator has named no backups: whether there are copies in any is not known.',
        };
  return {
    'zh-CN': `依 ${cited}，网关从${name['zh-CN']}取得的密钥、身份、推送、通知与意见原文已清除，逐项见上。账号自有的记录仍保留：删除要求及其确认、措施的种类与时间、费用及发票凭证（含平台编号）。${copies['zh-CN']}开发者自有系统及其备份中的数据由开发者删除，见相应义务。`,
    en: `By ${cited}, the credentials, identities, pushes, notices and words that the gateway had obtained from ${name.en} were purged, as listed. The account’s own record stays: demands and their confirmations, the kinds and times of measures, and the books of fees and invoices with the platform’s numbers. ${copies.en} What is in the developer’s own systems and backups is for the developer to delete: see the obligation.`,
  };
}

/** The proof of what went, as a page that prints well. Made anew from the record, which is never changed but by a return. */
export function exitDocument(exit: PlatformExit): string {
  const { id, accountId, platform, state, purged = [], backups, startedAt, leftAt } = exit;
  const { name } = variantOf(platform);
  const says = exitSays(exit);
  return printedPage({
    title: '退出平台及清除记录 / Record of leaving a platform, and of what was purged',
    rows: [
      ['编号', 'Record', id],
      ['平台', 'Platform', `${name['zh-CN']} / ${name.en}`],
      ['账号', 'Account', accountId],
      ['协议版本', 'Agreement', [exit.agreementVersion, exit.clauses.join(', ')].filter(Boolean).join('\n')],
      ['状态', 'State', state],
      ['确认成员', 'Confirmed by', exit.confirmedBy],
      ['开始', 'Begun', chinaTime(startedAt)],
      ['完成', 'Purged', leftAt ? chinaTime(leftAt) : '—'],
      ['仍公开的宿主数', 'Hosts where something was public', String(exit.stillLive)],
      ...purged.map(
        ({ kind, table, rows, sha256 }) =>
          ['已清除', 'Purged', `${kind} · ${table} · ${rows}\nSHA-256 ${sha256}`] as const,
      ),
      [
        '备份',
        'Backups',
        backups.length > 0 ? backups.join('\n') : '运营者未指明 / none named by the operator',
      ],
    ],
    notes: [says['zh-CN'], says.en],
  });
}
