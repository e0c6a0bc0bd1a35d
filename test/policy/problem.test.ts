import { describe, expect, it } from '@jest/globals';
import { problemOf } from '../../src/policy/problem.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { ask, NOW } from '../support/facts.ts';

const tooMany = Array.from({ length: 20 }, () => new Date(NOW.getTime() - 86_400_000));

describe('the problem behind a verdict', () => {
  it('is none where the answer is yes', () => {
    expect(problemOf(ask(wechat, 'SUBMIT'), 'input')).toBeUndefined();
  });

  it('wechat/2.6: says when to try again where waiting is all there is to do', () => {
    const problem = problemOf(ask(wechat, 'SUBMIT', { earlierSubmissions: tooMany }), 'input');
    expect(problem).toMatchObject({
      code: 'RETRY_LATER',
      retryAt: new Date(NOW.getTime() + 29 * 86_400_000),
    });
  });

  it('is the rules where waiting would not be enough', () => {
    const verdict = ask(wechat, 'SUBMIT', { earlierSubmissions: tooMany, registration: undefined });
    expect(problemOf(verdict, 'input')).toMatchObject({ code: 'POLICY', verdict });
  });

  it('wechat/0.1: is the documents, before anything else', () => {
    const verdict = ask(wechat, 'SUBMIT', { earlierSubmissions: tooMany, acceptances: [] });
    expect(problemOf(verdict, 'input')).toMatchObject({
      code: 'AGREEMENT_REQUIRED',
      documents: expect.arrayContaining(['wechat:terms']),
    });
  });
});
