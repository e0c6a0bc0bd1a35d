import type { LocalizedText } from '../kernel/localized.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { type Agreement, type AgreementVersion, versionAt } from '../policy/agreement.ts';
import { type NoticeChannel, type NoticeKind, noticeChannels, requiredChannelsOf } from '../policy/notice.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { noSuchAccount } from './demand-fee.ts';
import type { DutyDeps } from './deps.ts';
import { type PlatformVoice, spaceOf, spokenBy } from './platform-voice.ts';

export interface SendNoticeInput {
  readonly kind: NoticeKind;
  /** 1 to 200 characters in each language. */
  readonly subject: LocalizedText;
  /** 1 to 4,000 characters in each language. */
  readonly body: LocalizedText;
  /** The version of the agreement that it is about: a notice of a change names it. */
  readonly agreementVersion?: string | undefined;
  /** Further channels than those that the agreement requires. */
  readonly channels?: readonly NoticeChannel[] | undefined;
  /** Left out: to every account that the platform's agreement binds. */
  readonly accountId?: string | undefined;
}

const LONGEST_SUBJECT = 200;
const LONGEST_BODY = 4_000;
const LONGEST_VERSION = 100;

/**
 * A platform tells everybody whom its agreement binds, or one account. Notice of a change of the agreement goes out on
 * every channel that the agreement promises (baidu/7), whatever is asked for; an in-site message is always among them.
 */
export function sendNotice(
  deps: DutyDeps,
  voice: PlatformVoice,
  input: SendNoticeInput,
  key?: string,
): Promise<Outcome<{ sendingId: string }, Problem>> {
  const { platform, label } = voice;
  const act = {
    ...spokenBy(voice, input.accountId ?? spaceOf(voice)),
    name: 'sendNotice',
    key,
    input,
  };
  return deps.perform(act, async (records) => {
    const { kind, subject, body, agreementVersion, accountId } = input;
    const faults = noticeFaults(input);
    if (accountId !== undefined && !(await records.platformsBinding(accountId)).includes(platform)) {
      faults.push(noSuchAccount);
    }
    const { agreement } = await records.variantOf(platform);
    const promising = promisingVersion(agreement, agreementVersion, deps.clock.now());
    if (!promising) faults.push(noSuchVersion);
    if (faults.length > 0 || !promising) return refused(...faults);
    const { notices } = promising;
    const requiredChannels = kind === 'AGREEMENT_CHANGE' ? requiredChannelsOf(notices) : [];
    const wanted = new Set<NoticeChannel>([
      'IN_SITE_MESSAGE',
      ...requiredChannels,
      ...(input.channels ?? []),
    ]);
    const channels = noticeChannels.filter((channel) => wanted.has(channel));
    const sendingId = await records.addSending({
      platform,
      kind,
      subject,
      body,
      agreementVersion,
      channels,
      requiredChannels,
      toAccountId: accountId,
      sentBy: label,
    });
    records.enqueue({ kind: 'NOTICE', id: sendingId });
    return done({ sendingId });
  });
}

/**
 * The version whose promise of notice holds: of a change, the one before it, which is what the accounts are bound by
 * until then; else the one in force. Undefined: the change that is named is not published.
 */
function promisingVersion(
  agreement: Agreement,
  changed: string | undefined,
  now: Date,
): AgreementVersion | undefined {
  if (changed === undefined || changed.trim() === '') return versionAt(agreement, now);
  const at = agreement.versions.findIndex(({ version }) => version === changed);
  return at < 0 ? undefined : agreement.versions[Math.max(at - 1, 0)];
}

function noticeFaults({ kind, subject, body, agreementVersion }: SendNoticeInput): Problem[] {
  const faults = [
    ...textFaults(subject, 'subject', LONGEST_SUBJECT),
    ...textFaults(body, 'body', LONGEST_BODY),
  ];
  const unnamed = agreementVersion === undefined || agreementVersion.trim() === '';
  if (kind === 'AGREEMENT_CHANGE' && unnamed) faults.push(versionMissing);
  if ((agreementVersion?.length ?? 0) > LONGEST_VERSION) faults.push(versionTooLong);
  return faults;
}

function textFaults(text: LocalizedText, name: string, longest: number): Problem[] {
  const fields = { 'zh-CN': 'zh_CN', en: 'en' } as const;
  return (['zh-CN', 'en'] as const)
    .filter((locale) => text[locale].trim() === '' || text[locale].length > longest)
    .map((locale) =>
      invalidInput(
        { 'zh-CN': `须为 1 至 ${longest} 个字符`, en: `this has 1 to ${longest} characters` },
        `input.${name}.${fields[locale]}`,
      ),
    );
}

const noSuchVersion = invalidInput(
  {
    'zh-CN': '该平台的协议没有这一版本；请先发布该版本，再发送变更通知',
    en: 'the platform’s agreement has no such version: publish it first, then give notice of it',
  },
  'input.agreementVersion',
);
const versionMissing = invalidInput(
  {
    'zh-CN': '协议变更通知须指明所涉的协议版本',
    en: 'notice of a change names the version of the agreement that it is about',
  },
  'input.agreementVersion',
);
const versionTooLong = invalidInput(
  {
    'zh-CN': `协议版本至多 ${LONGEST_VERSION} 个字符`,
    en: `a version has at most ${LONGEST_VERSION} characters`,
  },
  'input.agreementVersion',
);
