import { describe, expect, it } from '@jest/globals';
import { readForm } from '../../src/demo/browser.ts';

const PAGE = 'http://127.0.0.1:4002/pay?order=7';

describe('the form of a page', () => {
  it('is sent to its action with its hidden fields, written as they were meant', () => {
    const html = `<form method="post" action="/agree"><input type="hidden" name="redirect_uri" value="http://a/?b=1&amp;c=&quot;2&quot;">
<button>同意</button></form>`;
    expect(readForm(html, PAGE)).toEqual({
      action: 'http://127.0.0.1:4002/agree',
      fields: { redirect_uri: 'http://a/?b=1&c="2"' },
    });
  });

  it('is sent to the page itself where it names no action', () => {
    expect(readForm('<form method="post"><button>x</button></form>', PAGE)).toEqual({
      action: PAGE,
      fields: {},
    });
  });

  it.each(['<p>已认证</p>', '<form action="/search"><input name="q"></form>'])(
    'is not there in %s',
    (html) => {
      expect(readForm(html, PAGE)).toBeUndefined();
    },
  );
});
