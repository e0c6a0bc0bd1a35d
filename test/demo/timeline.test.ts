import { describe, expect, it } from '@jest/globals';
import { padTo, widthOf, wrap } from '../../src/demo/display-width.ts';
import { renderHeading, renderMoment, renderTable } from '../../src/demo/timeline.ts';

const plain = { colour: false, width: 80 };

describe('the width of a text in a terminal', () => {
  it.each([
    ['Baidu', 5],
    ['百度', 4],
    ['百度 App，1.0', 13],
    ['', 0],
  ])('%s takes %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width);
    expect(widthOf(padTo(text, 20))).toBe(20);
  });
});

describe('breaking a text into lines', () => {
  it('breaks English between words', () => {
    expect(wrap('a host that has refused holds back no other', 16)).toEqual([
      'a host that has',
      'refused holds',
      'back no other',
    ]);
  });

  it('breaks Chinese anywhere but before a sign that ends a phrase', () => {
    const lines = wrap('程序功能与贴吧自有功能重复，暂不接入。', 16);
    expect(lines.join('')).toBe('程序功能与贴吧自有功能重复，暂不接入。');
    for (const line of lines) {
      expect(widthOf(line)).toBeLessThanOrEqual(18);
      expect(line).not.toMatch(/^[，。]/);
    }
  });

  it('gives a word that is too long a line of its own', () => {
    expect(wrap('see https://noodle-house.example/privacy now', 12)).toEqual([
      'see',
      'https://noodle-house.example/privacy',
      'now',
    ]);
  });
});

describe('the timeline', () => {
  it('aligns what was done, whoever did it', () => {
    const lines = [
      renderMoment({ at: 0, who: 'developer', what: 'signs in' }, plain),
      renderMoment({ at: 12_345, who: '百度', what: 'signs in' }, plain),
    ];
    const columns = lines.map((line) => widthOf(line.slice(0, line.indexOf('signs in'))));
    expect(columns).toEqual([26, 26]);
    expect(lines[1]).toContain('12.3 s');
  });

  it('gives a name that is too long for its column a line of its own', () => {
    const text = renderMoment({ at: 0, who: 'In-car Smart Mini Programs', what: 'confirms 1.0.1' }, plain);
    expect(text.split('\n')).toEqual([
      '   0.0 s  In-car Smart Mini Programs',
      `${' '.repeat(26)}confirms 1.0.1`,
    ]);
  });

  it('puts details below, aligned with what they are about', () => {
    const text = renderMoment(
      { at: 0, who: 'Baidu', what: 'rejects 1.0.0', details: ['baidu/2.2 Review'] },
      plain,
    );
    const [first = '', second = ''] = text.split('\n');
    expect(second.indexOf('- baidu/2.2 Review')).toBe(first.indexOf('rejects'));
  });

  it('stays within the width of the terminal', () => {
    const what =
      'a host that has refused holds back no other, and what is approved elsewhere can be released';
    const text = renderMoment({ at: 0, who: 'Baidu', what, details: [what] }, { colour: false, width: 60 });
    for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(60);
  });

  it('has colours only where they are asked for', () => {
    const moment = { at: 0, who: 'Baidu', what: 'approves', tone: 'GOOD' } as const;
    expect(renderMoment(moment, plain)).not.toContain('\u001b');
    expect(renderMoment(moment, { ...plain, colour: true })).toContain('\u001b[32mapproves\u001b[0m');
    expect(renderHeading(1, 'Sign in', plain)).toBe('\n1  Sign in');
  });

  it('makes the columns of a table as wide as their widest cell', () => {
    const table = renderTable(
      ['宿主', 'State'],
      [
        ['贴吧', 'REFUSED'],
        ['Baidu App', 'LIVE'],
      ],
      plain,
    );
    expect(table.split('\n')).toEqual(['  宿主        State', '  贴吧        REFUSED', '  Baidu App   LIVE']);
  });
});
