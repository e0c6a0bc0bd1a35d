import { civilDateAt } from '../kernel/civil-time.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { Ruling } from '../policy/ruling.ts';
import type { CitedFinding } from '../policy/verdict.ts';

/** Longest reason of a ruling, in characters. */
export const LONGEST_NOTE = 2_000;

/** How many of the questions that are asked a refusal tells. */
const MOST_TOLD = 5;

/** So that nobody rules in advance, or on what is not the question: with what is asked instead. */
export function notAsked(asked: readonly CitedFinding[]): Problem {
  const told = (of: (finding: CitedFinding) => string) => {
    const more = asked.length > MOST_TOLD ? ['…'] : [];
    return [...asked.slice(0, MOST_TOLD).map((one) => `${one.rule} ${one.code}: ${of(one)}`), ...more];
  };
  const nothing: LocalizedText = {
    'zh-CN': '该程序目前在该平台没有须由人工判断的问题，无须认定',
    en: 'nothing is asked of a person about this program at this platform now: there is nothing to rule on',
  };
  const other: LocalizedText = {
    'zh-CN': `目前所问的不是这个问题；请原样传回所问问题的 rule、code 和英文 question：${told(({ message }) => `${message.en}（${message['zh-CN']}）`).join('；')}`,
    en: `this is not what is asked now: pass rule, code and question as they are asked: ${told(({ message }) => message.en).join('; ')}`,
  };
  return { code: 'NOT_FOUND', message: asked.length > 0 ? other : nothing, path: 'input.question' };
}

export function ruledAlready({ recorded, answer }: Ruling): Problem {
  const { id = '', by = '' } = recorded ?? {};
  const day = recorded ? civilDateAt(recorded.at) : '';
  const isFine = answer !== 'NOT_IN_ORDER';
  return {
    code: 'ALREADY_EXISTS',
    message: {
      'zh-CN': `该问题已于 ${day} 由 ${by} 认定为${isFine ? '符合' : '不符合'}要求（${id}）；如需改变，请先调用 revokeRuling 撤销`,
      en: `${by} ruled on this on ${day} (${id}): ${isFine ? 'in order' : 'not in order'}. To change it, call revokeRuling first`,
    },
    path: 'input.question',
  };
}

export function needsTheHostsWord(hostId: string): Problem {
  return invalidInput(
    {
      'zh-CN': `该问题出自宿主 ${hostId} 自身的规则，应由宿主判断；请上传宿主的答复并以 evidenceFileId 提供`,
      en: `the question is of a rule of host ${hostId} and the host's to answer: upload its answer and name it as evidenceFileId`,
    },
    'input.evidenceFileId',
  );
}

export function badNote(length: number): Problem {
  return invalidInput(
    {
      'zh-CN': `理由须为 1 至 ${LONGEST_NOTE} 个字符，现为 ${length} 个`,
      en: `the reason must have 1 to ${LONGEST_NOTE} characters; it has ${length}`,
    },
    'input.note',
  );
}

export function noDay(text: string): Problem {
  return invalidInput(
    { 'zh-CN': `“${text}”不是日期（YYYY-MM-DD）`, en: `\`${text}\` is not a day, YYYY-MM-DD` },
    'input.validUntil',
  );
}

export function revokedAlready(at: Date): Problem {
  const day = civilDateAt(at);
  return {
    code: 'STATE',
    message: { 'zh-CN': `该认定已于 ${day} 撤销`, en: `this ruling was revoked on ${day}` },
    path: 'input.rulingId',
    currentState: 'REVOKED',
  };
}

export const noSuchRuling = notFound({ 'zh-CN': '人工认定', en: 'ruling' }, 'input.rulingId');

export const needsAPerson: Problem = invalidInput(
  {
    'zh-CN': '人工认定只能由登录的成员本人作出或撤销，不能使用接口令牌',
    en: 'only a member who is signed in can rule, or revoke a ruling; an API token cannot',
  },
  'input',
);
