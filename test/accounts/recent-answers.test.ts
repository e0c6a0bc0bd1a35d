import { describe, expect, it } from '@jest/globals';
import { createRecentAnswers } from '../../src/accounts/recent-answers.ts';

function clockAt(start: number) {
  let time = start;
  return {
    now: () => new Date(time),
    set: (next: number) => {
      time = next;
    },
  };
}

describe('a recent answer', () => {
  it('is given again until it is too old, counted from the asking', async () => {
    const clock = clockAt(0);
    const answers = createRecentAnswers<number>(clock, 2_000, 10);
    let asked = 0;
    const ask = async () => {
      asked += 1;
      clock.set(1_500);
      return asked;
    };
    expect(await answers.get('key', ask)).toBe(1);
    clock.set(1_999);
    expect(await answers.get('key', ask)).toBe(1);
    clock.set(2_000);
    expect(await answers.get('key', ask)).toBe(2);
  });

  it('is not kept where it is undefined or a failure, nor where the clock was set back', async () => {
    const clock = clockAt(10_000);
    const answers = createRecentAnswers<string>(clock, 2_000, 10);
    expect(await answers.get('a', async () => undefined)).toBeUndefined();
    expect(await answers.get('a', async () => 'let in')).toBe('let in');
    await expect(answers.get('b', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await answers.get('b', async () => 'up')).toBe('up');
    clock.set(5_000);
    expect(await answers.get('b', async () => 'asked again')).toBe('asked again');
  });

  it('is forgotten by clear, although it was being asked for just then', async () => {
    const answers = createRecentAnswers<string>(clockAt(0), 2_000, 10);
    let finish: (answer: string) => void = () => {};
    const before = answers.get('key', () => new Promise<string>((resolve) => (finish = resolve)));
    answers.clear();
    finish('before the revocation');
    expect(await before).toBe('before the revocation');
    expect(await answers.get('key', async () => undefined)).toBeUndefined();
  });

  it('makes room for the newest where there are too many', async () => {
    const answers = createRecentAnswers<number>(clockAt(0), 2_000, 2);
    for (const key of [1, 2, 3]) await answers.get(String(key), async () => key);
    expect(await answers.get('3', async () => -1)).toBe(3);
    expect(await answers.get('2', async () => -1)).toBe(2);
    expect(await answers.get('1', async () => -1)).toBe(-1);
  });
});
