import type { LocalizedText } from '../kernel/localized.ts';
import { chinaTime, printedPage } from '../kernel/printed-page.ts';
import { variantOf } from '../policy/variants.ts';
import type { PlatformExit } from './exit-records.ts';

/** What had to go by the agreement, and what is left to the developer. */
export function exitSays({ platform, clauses }: PlatformExit): LocalizedText {
  const { name } = variantOf(platform);
  if (clauses.length === 0) {
    return {
      'zh-CN': `${name['zh-CN']}的协议没有关于退出时删除数据的条款；网关出于自身的安全要求清除密钥与平台身份，其余保留。`,
      en: `The agreement of ${name.en} has no clause on what goes when it is left. Credentials and identities were purged for the gateway’s own hygiene; the rest stays.`,
    };
  }
  const cited = clauses.join(', ');
  return {
    'zh-CN': `依 ${cited}，网关从${name['zh-CN']}取得的全部内容已清除。备份中的副本在其到期前仍然存在；开发者自有系统及其备份中的数据由开发者删除，见相应义务。`,
    en: `By ${cited}, all that the gateway had obtained from ${name.en} was purged. Copies in the backups named stay until those run out. What is in the developer’s own systems and backups is for the developer to delete: see the obligation.`,
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
