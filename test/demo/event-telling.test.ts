import { describe, expect, it } from '@jest/globals';
import type { Catalogue } from '../../src/demo/catalogue.ts';
import { spoilerIn, tellEvent } from '../../src/demo/event-telling.ts';
import { localeOf, sayIn } from '../../src/demo/language.ts';
import type { StreamEvent } from '../../src/demo/stream-event.ts';

const catalogue: Catalogue = {
  agreements: [],
  hosts: [],
  nameOf: (id) => ({ BAIDU: '百度', tieba: '贴吧' })[id] ?? id,
  clause: (id) => id,
};
const chinese = { say: sayIn('zh-CN'), catalogue };
const english = { say: sayIn('en'), catalogue };

function anEvent(event: Partial<StreamEvent>): StreamEvent {
  return {
    cursor: 'e1',
    type: 'REVIEW_REJECTED',
    programId: 'prog_1',
    platform: 'BAIDU',
    hostIds: ['tieba'],
    version: '1.0.0',
    words: undefined,
    visibility: undefined,
    payload: {},
    ...event,
  };
}

describe('an event in the story', () => {
  it('has the reviewer’s words as they were said, and the clause', () => {
    const moment = tellEvent(anEvent({ words: '入口无法打开' }), chinese);
    expect(moment).toMatchObject({ who: '百度', what: '驳回 1.0.0', tone: 'BAD' });
    expect(moment?.details).toEqual(['原话：“入口无法打开”', 'baidu/2.2']);
  });

  it('is told in English, too', () => {
    expect(tellEvent(anEvent({ type: 'HOST_REFUSED' }), english)).toMatchObject({
      who: '贴吧',
      what: 'refuses 1.0.0',
    });
  });

  it('says who can see a version from now on', () => {
    const event = anEvent({ type: 'RELEASED', visibility: { from: 'TESTERS_ONLY', to: 'PUBLIC' } });
    expect(tellEvent(event, english)?.what).toContain('(TESTERS_ONLY -> PUBLIC)');
  });

  it('is left out where the story does not need it', () => {
    expect(tellEvent(anEvent({ type: 'AGREEMENT_ACCEPTED' }), english)).toBeUndefined();
  });

  it('ends the walk where it makes what is waited for impossible', () => {
    const failed = anEvent({
      type: 'HOST_CALL_FAILED',
      words: 'quota used up',
      payload: { call: 'POST /x' },
    });
    expect(spoilerIn(failed, english)).toBe('百度 fails a call: POST /x in their words: “quota used up”');
    expect(spoilerIn(anEvent({}), english)).toBeUndefined();
  });
});

describe('the language of the story', () => {
  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'C', LC_ALL: 'zh_TW.UTF-8' }, 'zh-CN'],
    [{}, 'en'],
  ] as const)('of %j is %s', (environment, locale) => {
    expect(localeOf(environment)).toBe(locale);
  });
});
