import { describe, expect, it } from '@jest/globals';
import { expressionFaults } from '../../../src/policy/hosts/expression.ts';
import { nearestWord } from '../../../src/policy/hosts/words.ts';

const told = (expression: string, type: 'bool' | 'timestamp' = 'bool', refuted?: string) =>
  expressionFaults(expression, type, refuted).map(
    ({ line, column, message }) => `${line}:${column} ${message.en}`,
  );

describe('a word of an enumeration', () => {
  it('that there is not is told with its place, the nearest one and all of them', () => {
    expect(told('!program.dataItems.exists(item,\n  item.sensitivity == "HELTH")')).toEqual([
      '2:23 `HELTH` is none of its words; is `HEALTH` meant; expected one of: NONE, FINANCE, HEALTH, BIOMETRICS, IDENTITY, PHONE_NUMBER, COMMUNICATIONS, LOCATION, MINORS',
    ]);
    expect(told('has(registration.verification) && registration.verification == "PASED"')).toEqual([
      '1:64 `PASED` is none of its words; is `PASSED` meant; expected one of: NONE, PENDING, PASSED, REFUSED, EXPIRED',
    ]);
  });

  it.each([
    ['"RELAESE" == operation', '1:1', 'RELEASE'],
    ['host.form != "app"', '1:14', 'APP'],
    ['host.form == "wristwatch"', '1:14', undefined],
    ['host.kind in ["FIRST_PARTY", "ALLIANCE"]', '1:30', 'ALLIANCE_MEMBER'],
    ['"HELTH" in program.dataItems.map(item, item.sensitivity)', '1:1', 'HEALTH'],
    ['program.dataItems.map(item, item.sensitivity) == ["HELTH"]', '1:51', 'HEALTH'],
    ['["HELTH"].exists(word, program.dataItems.exists(item, item.sensitivity == word))', '1:2', 'HEALTH'],
    ['host.form == (program.analytics ? "AP" : "CAR")', '1:35', 'APP'],
    ['program.dataItems.filter(item, item.sensitivity == "MINOR").size() == 0', '1:52', 'MINORS'],
    ['program.dataItems.all(item, !(item.sensitivity in ["FINANCES"] + ["HEALTH"]))', '1:52', 'FINANCE'],
  ])('is looked for wherever it is compared: %s', (expression, place, near) => {
    const [fault, ...others] = told(expression);
    expect(others).toEqual([]);
    expect(fault).toMatch(new RegExp(`^${place} `));
    if (near) expect(fault).toContain(`is \`${near}\` meant`);
    else expect(fault).not.toContain('meant');
  });

  it.each([
    'program.dataItems.all(item, item.sensitivity in ["NONE", "LOCATION"])',
    '(program.analytics ? host.form : "OTHER") == "OTHER"',
    'program.name == "HELTH"',
    'host.id == "anything"',
    'program.dataItems.exists(item, item.key == item.sensitivity)',
  ])('is not asked for where any text may be: %s', (expression) => {
    expect(told(expression)).toEqual([]);
  });

  it('is near only where few letters differ', () => {
    expect(nearestWord('passed', ['NONE', 'PASSED'])).toBe('PASSED');
    expect(nearestWord('x'.repeat(2_000), ['NONE', 'PASSED'])).toBeUndefined();
  });

  it('that is a day has to be one', () => {
    expect(told('today >= "2027-02-30"')).toEqual(['1:10 `2027-02-30` is no day; expected YYYY-MM-DD']);
    expect(told('today in ["2027-01-01", "new year"]')).toEqual([expect.stringContaining('1:25 `new year`')]);
    expect(told('today >= "2027-01-01"')).toEqual([]);
  });
});

describe('what is written out and can never be', () => {
  it.each([
    ['1 / 0 == 1', '1:5 this divides by zero'],
    ['program.name.size() / 0 == 1', '1:23 this divides by zero'],
    ['program.name.size() % (2 - 2) == 1', '1:24 this divides by zero'],
    ['now < timestamp("soon")', '1:17 `soon` is no instant'],
    ['now < timestamp("2027-02-30T00:00:00Z")', '1:17 `2027-02-30T00:00:00Z` is no instant'],
    ['now < timestamp("2027-01-01")', '1:17 `2027-01-01` is no instant'],
    ['now < timestamp(99999999999999)', '1:17 `99999999999999` is no instant'],
    ['history.refusals.all(r, now - r >\n duration("30 days"))', '2:11 `30 days` is no duration'],
    ['history.refusals.all(r, now - r > duration(""))', '1:44 `` is no duration'],
    ['history.refusals.all(r, now - r > duration("h"))', '1:44 `h` is no duration'],
    ['now.getHours("Asia/Shanghigh") < 22', '1:14 `Asia/Shanghigh` is no time zone'],
    ['now < timestamp(program.name)', '1:7 expected the instant to be written out'],
    ['now.getHours(program.name) < 22', '1:14 expected the time zone to be written out'],
    ['program.name.size() < 9223372036854775808', '1:23 9223372036854775808 is more than an int holds'],
    ['program.name.size() > -9223372036854775809', '1:24 9223372036854775809 is more than an int holds'],
    ['9223372036854775807 + 1 > 0', '1:1 9223372036854775808 is more than an int holds'],
    ['program.name.size() * 9223372036854775807 > 0', '1:1 this can become more than an int holds'],
    ['program.name.matches("(a+)+$")', '1:14 regular expressions are not offered'],
    ['program.name.matches("(")', '1:14 regular expressions are not offered'],
    ['5u > 1u', '1:1 unsigned ints, bytes and null are not offered'],
  ])('is told with its place: %s', (expression, expected) => {
    expect(told(expression)[0]).toContain(expected);
  });

  it.each([
    'program.name.size() >= -9223372036854775808',
    'program.name.size() / 2 < 10 && program.name.size() % -7 < 3',
    'now > timestamp("2027-01-01T00:00:00+08:00") || now > timestamp(1800000000)',
    'history.refusals.all(r, now - r > duration("1h30m") && now - r > duration("-1.5h"))',
    'now.getHours("Asia/Shanghai") < 22',
    '1.5 / 0.0 > 1.0',
  ])('is taken where it can be: %s', (expression) => {
    expect(told(expression)).toEqual([]);
  });
});

describe('what a program may not have', () => {
  it.each([
    ['subject.type == "PERSON"', '1:9 `subject.type` may not be on file'],
    ['registration.state == "REGISTERED"', '`registration.state` may not be on file'],
    ['has(subject.type) || subject.type == "PERSON"', '1:30 `subject.type` may not be on file'],
    ['has(subject.type) && version.number != ""', '`version.number` may not be on file'],
    ['category[0] == "美食"', '1:1 the list may have no such place'],
    ['category.size() > 1 && category[2] == "x"', '1:24 the list may have no such place'],
    ['category.size() > 1 && category[-1] == "x"', 'the list may have no such place'],
    ['latest(history.refusals) < now', '1:1 the list may be empty'],
    ['10 / category.size() > 1', '1:6 the divisor may be zero'],
    ['category.size() > 0 && category.map(category, category).exists(x, category[1] == x)', 'no such place'],
    ['[now].map(n, n + duration("99999999999999h")).all(n, n > now)', 'an instant that there is not'],
  ])('is a fault where nobody asks for it first: %s', (expression, expected) => {
    expect(told(expression)).toEqual([expect.stringContaining(expected)]);
  });

  it.each([
    'has(subject.type) && subject.type == "PERSON"',
    '!has(subject.type) || subject.type == "PERSON"',
    'has(subject.type) ? subject.type == "PERSON" : false',
    '!(has(version.number) && version.release == "RELEASED")',
    'category.size() > 1 && category[1] == "x"',
    '1 < size(category) && category[category.size() - 1] == "x"',
    'category != [] && category[0] == "x"',
    'category.size() == 0 || category[0] == "x"',
    'category.all(level, category[0] != level || level == "x")',
    'history.refusals.exists(r, r < now) && latest(history.refusals) < now',
    'category.size() > 0 && 10 / category.size() > 1',
    '["a", "b"][1] == program.name',
    'latest([now]) == now',
    'program.dataItems.exists(i, i.key == "x") && program.dataItems.filter(i, i.key == "x")[0].name == "y"',
  ])('is taken where it was asked for: %s', (expression) => {
    expect(told(expression)).toEqual([]);
  });

  it('is asked for by the rule itself before what is to be waited for', () => {
    const until = 'latest(history.refusals) + duration("24h")';
    expect(told(until, 'timestamp')).toEqual([expect.stringContaining('1:1 the list may be empty')]);
    expect(told(until, 'timestamp', 'program.analytics')).toHaveLength(1);
    expect(told(until, 'timestamp', 'history.refusals.size() < 1')).toEqual([]);
    expect(told(until, 'timestamp', '!history.refusals.exists(r, r > now)')).toEqual([]);
    // The rule's own fault is told first.
    expect(told(until, 'timestamp', 'history.refusal')).toEqual([]);
  });
});

describe('every fault', () => {
  it('of one expression is told at once', () => {
    expect(
      told('has(host.from) || host.form == "APPP"\n || now < timestamp("x") || program.nam == ""'),
    ).toEqual([
      expect.stringContaining('1:10 there is no field of Host `from`'),
      expect.stringContaining('1:32 `APPP`'),
      expect.stringContaining('2:21 `x` is no instant'),
      expect.stringContaining('2:37 there is no field of Program `nam`'),
    ]);
    expect(told('category[0] == "x" && host.form == "APPP" && 1 / 0 == 1')).toHaveLength(3);
  });

  it.each([
    'program.name ==',
    'program.name == "x',
    'program.name == "\\q"',
    'program.name == $',
    '1e == 1.0',
    'as == 1',
    'category.all(level)',
    'category.all(1, true)',
    'program.name + 1 == "x"',
    '!program.name',
    'program.name && true',
    'program.name ? true : false',
    '(true ? 1 : "a") == 1',
    'now.name.size() == 1',
    '[1, "a"] == []',
    'program.name.all(x, true)',
    'category["a"] == "x"',
    'now.name == "x"',
    'program.name.startsWith(1)',
    `${'('.repeat(20)}true${')'.repeat(20)}`,
    'program.name',
  ])('that the library finds is told in both languages: %s', (expression) => {
    const faults = expressionFaults(expression, 'bool');
    expect(faults).not.toEqual([]);
    for (const { message } of faults) {
      // What the library says is quoted in brackets, and everything around it is Chinese.
      expect(message['zh-CN'].replace(/（原文：.*）/s, '')).toMatch(/\p{Script=Han}{4}/u);
      expect(message['zh-CN']).not.toMatch(/^[^（]*expected/);
      expect(message.en).toMatch(/expected|there is|there can|this |a sign|these /);
    }
  });
});
