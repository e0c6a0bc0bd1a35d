/** What of a call must not come back in the words of its failure. */
export interface CallSecrets {
  readonly query?: Readonly<Record<string, string>>;
  /** Texts of the body that must not come back in an error; the values of the query are hidden anyway. */
  readonly secrets?: readonly string[];
  /** A success of this call hands out a token or a code: nothing of its answer is ever shown, whatever it looks like. */
  readonly yieldsCredential?: true;
}

/** What stands in a query may be anything; what is this short and no secret of its own is part of too many words. */
const SHORTEST_QUERY_SECRET = 8;

const HIDDEN = '[hidden]';

/**
 * Hosts repeat what they were sent, in error pages above all, as it is or as it was encoded. What is named a secret is hidden
 * however short it is: a password of a test account is what its developer chose.
 */
export function withoutSecrets(words: string, { query = {}, secrets = [] }: CallSecrets): string {
  const inQuery = Object.values(query).filter((value) => value.length >= SHORTEST_QUERY_SECRET);
  const hidden = [...inQuery, ...secrets].flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
  ]);
  return [...new Set(hidden)]
    .filter((form) => form !== '')
    .sort((one, other) => other.length - one.length)
    .reduce((text, form) => text.replaceAll(form, HIDDEN), words);
}

const SHOWN_CHARACTERS = 200;
/** As much is searched for secrets, which leaves the search short however long the answer is. */
const SEARCHED_CHARACTERS = 4_000;

/**
 * Enough of an answer to recognise it by, without what the call was sent, and without what the host names like a
 * secret of its own: an answer that is cut off, or that comes with another status, carries the new token all the same.
 */
export function excerpt({ text }: { readonly text: string }, call: CallSecrets): string {
  if (text === '') return 'an empty body';
  if (call.yieldsCredential) return `${text.length} characters, which may hold a token and are not shown`;
  // Hidden first, and cut only then: of a secret that lies across the cut, the first part would be left.
  const told = withoutNamedSecrets(withoutSecrets(text, call).slice(0, SEARCHED_CHARACTERS));
  const isWhole = told.length <= SHOWN_CHARACTERS && text.length <= SEARCHED_CHARACTERS;
  return isWhole ? told : `${told.slice(0, SHOWN_CHARACTERS)}… (${text.length} characters)`;
}

/** Codes of errors and of HTTP are named the same way, and are what an operator looks for. */
const harmlessName = /^(?:err(?:or)?_?|status_?)code$/i;
const name = String.raw`[\w-]*(?:token|ticket|code|secret|password)`;
/** The quotes and spaces behind a name, bare, escaped or percent-encoded, what says "is", and spaces. */
const between = String.raw`(?:[\\"'\s]|%22|%20){0,9}(?:[:=>]|%3a|%3d)(?:\s|%20){0,9}`;
/** Up to the quote that ends it, escaped or not, or to what cannot be part of it. */
const value = String.raw`\\+"[^"]*|"(?:[^"\\]|\\.)*|'[^']*|(?:<!\[CDATA\[)?[^\s,;&"'<>\\\]}]+`;
const namedSecret = new RegExp(`(${name})(${between})(?!\\[hidden\\])(?:${value})`, 'gi');

/** `"access_token":"…"`, `code=…`, `<Ticket>…`: in JSON, in a form, in a page, also where it breaks off. */
function withoutNamedSecrets(text: string): string {
  return text.replace(namedSecret, (found, called: string, is: string) =>
    harmlessName.test(called) ? found : `${called}${is}${HIDDEN}`,
  );
}
