import { civilDateAt, isCivilDate } from '../kernel/civil-time.ts';
import type { MeasureTerms } from '../policy/measure.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import type { TakeMeasureInput } from './take-measure-input.ts';
import { wordsFaults } from './words-faults.ts';

const MOST_FUNCTIONS = 50;

/** What is wrong with a measure as it was told, by the terms that the agreement has for it. */
export function measureFaults(terms: MeasureTerms, input: TakeMeasureInput, now: Date): Problem[] {
  return [...reachFaults(terms, input), ...timeFaults(terms, input, now), ...wordFaults(terms, input, now)];
}

function reachFaults({ scopes }: MeasureTerms, input: TakeMeasureInput): Problem[] {
  const { kind, scope, programId, hostId, functions = [] } = input;
  if (!scopes.includes(scope)) {
    return [
      invalidInput(
        {
          'zh-CN': `措施 ${kind} 的范围须为 ${scopes.join('、')}，而非 ${scope}`,
          en: `${kind} reaches ${scopes.join(' or ')}, not ${scope}`,
        },
        'input.scope',
      ),
    ];
  }
  const needsProgram = scope === 'PROGRAM' || scope === 'DISTRIBUTION';
  const isNamed = functions.length > 0 && functions.length <= MOST_FUNCTIONS;
  const areWords = functions.every((name) => name.trim() !== '');
  const isOf = (one: typeof scope) => scope === one;
  const checks: readonly (readonly [boolean, () => Problem])[] = [
    [needsProgram && programId === undefined, () => missing('程序', 'a program', scope, 'input.programId')],
    [isOf('ACCOUNT') && programId !== undefined, () => surplus('程序', 'program', scope, 'input.programId')],
    [isOf('DISTRIBUTION') && hostId === undefined, () => missing('宿主', 'a host', scope, 'input.hostId')],
    [!isOf('DISTRIBUTION') && hostId !== undefined, () => surplus('宿主', 'host', scope, 'input.hostId')],
    [
      isOf('FUNCTION') && !(isNamed && areWords),
      () => missing('功能（1 至 50 项）', 'functions (1 to 50)', scope, 'input.functions'),
    ],
    [!isOf('FUNCTION') && functions.length > 0, () => surplus('功能', 'functions', scope, 'input.functions')],
  ];
  return checks.flatMap(([isWrong, fault]) => (isWrong ? [fault()] : []));
}

function timeFaults({ ends }: MeasureTerms, { kind, from, until }: TakeMeasureInput, now: Date): Problem[] {
  const path = 'input.until';
  if (until === undefined) {
    if (ends !== 'DATED') return [];
    const says = { 'zh-CN': `措施 ${kind} 须写明终止时间`, en: `${kind} has to name its end` };
    return [invalidInput(says, path)];
  }
  if (ends === 'ENDLESS') {
    const says = { 'zh-CN': `措施 ${kind} 没有终止时间`, en: `${kind} has no end that could be named` };
    return [invalidInput(says, path)];
  }
  if (until > (from ?? now)) return [];
  return [
    invalidInput(
      {
        'zh-CN': '终止时间须晚于开始时间',
        en: 'a measure ends after it begins: `until` is not later than its start',
      },
      path,
    ),
  ];
}

function wordFaults(terms: MeasureTerms, input: TakeMeasureInput, now: Date): Problem[] {
  const { words, reference, rectifyBy, kind } = input;
  const faults = wordsFaults(words);
  if (reference !== undefined && (reference.trim() === '' || reference.length > 200)) {
    const says = { 'zh-CN': '编号须为 1 至 200 个字符', en: 'a reference has 1 to 200 characters' };
    faults.push(invalidInput(says, 'input.reference'));
  }
  if (rectifyBy === undefined) return faults;
  if (!terms.rectifiable) {
    const says = {
      'zh-CN': `协议未规定措施 ${kind} 限期整改`,
      en: `the agreement asks for no fix with ${kind}`,
    };
    faults.push(invalidInput(says, 'input.rectifyBy'));
  } else if (!isCivilDate(rectifyBy) || rectifyBy < civilDateAt(now)) {
    const says = { 'zh-CN': '整改期限须为今日或以后的日期', en: 'the day of a fix is today or later' };
    faults.push(invalidInput(says, 'input.rectifyBy'));
  }
  return faults;
}

function missing(chinese: string, english: string, scope: string, path: string): Problem {
  return invalidInput(
    { 'zh-CN': `范围 ${scope} 须写明${chinese}`, en: `the scope ${scope} names ${english}` },
    path,
  );
}

function surplus(chinese: string, english: string, scope: string, path: string): Problem {
  return invalidInput(
    { 'zh-CN': `范围 ${scope} 不指定${chinese}`, en: `the scope ${scope} names no ${english}` },
    path,
  );
}
