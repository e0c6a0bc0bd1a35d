// Reads off the code which of a platform's calls it speaks: every text in it that is a path of that platform's API. Nobody
// keeps a list: a call is in a column because the code of that column names it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The roots under which each platform documents its calls. */
const ROOTS = {
  wechat: /^\/(?:wxa|wxaapi|wxaopen|cgi-bin|sns|product|card|datacube)\/[\w./-]+$/,
  baidu: /^\/(?:(?:rest|public|file|oauth)\/2\.0\/[\w./-]+|mappconsole\/tp\/authorization)$/,
};

/** Where each column is read; what is shared by its files, such as the root of all paths, counts for all of them. */
const COLUMNS = {
  connector: (platform) => sourcesIn(`src/hosts/${platform}`),
  sandbox: (platform) => sourcesIn(`src/sandbox/${platform}`),
  test: () => sourcesIn('test/hosts').filter((file) => !file.startsWith(AGAINST_THE_SANDBOX)),
  againstTheSandbox: (platform) =>
    sourcesIn(AGAINST_THE_SANDBOX).filter((file) => path.basename(file).startsWith(platform)),
};
const AGAINST_THE_SANDBOX = path.join('test', 'hosts', 'against-the-sandbox');

/**
 * Calls by path, each with the files that name it, column by column, and what is said to be unconfirmed about it.
 * @param {'wechat' | 'baidu'} platform
 * @returns {Map<string, Record<keyof typeof COLUMNS, string[]> & { unconfirmed: { file: string, comment: string }[] }>}
 */
export function callsOf(platform) {
  const isCall = (text) => ROOTS[platform].test(text) && !text.endsWith('/');
  const columns = Object.entries(COLUMNS).map(([column, filesOf]) => readColumn(column, filesOf(platform)));
  const texts = columns.flatMap(({ column, files }) =>
    files.flatMap((file) => [...file.texts, ...(column === 'connector' ? completed(file) : [])]),
  );
  const known = withoutRoots(new Set(texts.filter(isCall)));
  const calls = new Map(
    [...known]
      .sort()
      .map((call) => [
        call,
        { ...Object.fromEntries(Object.keys(COLUMNS).map((column) => [column, []])), unconfirmed: [] },
      ]),
  );
  for (const [call, entry] of calls) {
    for (const { column, files } of columns) {
      for (const file of files) {
        if (names(file, call)) entry[column].push(file.name);
        for (const comment of doubtsIn(file.comments, call))
          entry.unconfirmed.push({ file: file.name, comment });
      }
    }
  }
  return calls;
}

/** Files of one column. Constants that one exports, and patterns of paths that one has, hold for all of them. */
function readColumn(column, names) {
  const sources = names.map((name) => ({ name, ...sourceOf(name) }));
  const shared = new Map(sources.flatMap(({ source }) => [...exportedTexts(source)]));
  const read = sources.map(({ name, source, comments }) => ({
    name,
    comments,
    ...textsIn(source, shared),
  }));
  const patterns = read.flatMap((file) => file.patterns);
  const isTest = column === 'test';
  const files = read.filter(({ name }) => !isTest || name.endsWith('.test.ts'));
  return { column, files: files.map((file) => ({ ...file, patterns })) };
}

/** What several calls begin with is the root that they share, and none itself. */
function withoutRoots(texts) {
  const below = (root) => [...texts].filter((text) => text.startsWith(`${root}/`)).length;
  return new Set([...texts].filter((text) => below(text) < 2));
}

/** The paths that texts of a connector make behind a root: `app/info` in `…/smartapp/${name}`. */
function completed({ texts, patterns }) {
  const roots = patterns.flatMap(({ pieces }) => (pieces.length === 3 && pieces[2] === '' ? pieces[0] : []));
  const ends = [...texts].filter((text) => /^[a-z]+(?:\/[a-zA-Z]+)+$/.test(text));
  return roots.flatMap((root) => ends.map((end) => root + end));
}

/** `…/package/${name}` names those calls whose varying part the same file spells out. */
function names({ texts, patterns }, call) {
  if (texts.has(call)) return true;
  return patterns.some(({ expression }) =>
    expression
      .exec(call)
      ?.slice(1)
      .every((part) => texts.has(part)),
  );
}

function doubtsIn(comments, call) {
  const last = call.slice(call.lastIndexOf('/') + 1);
  const isAbout = (comment) => comment.includes(`\`${last}\``) || comment.includes(`\`${call}\``);
  return comments.filter((comment) => /unconfirmed/i.test(comment) && isAbout(comment));
}

function sourcesIn(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .sort();
}

function sourceOf(file) {
  const code = readFileSync(file, 'utf8');
  const comments = [...code.matchAll(/\/\*\*?([\s\S]*?)\*\/|\/\/(.*)/g)].map(([, block, line]) =>
    (block ?? line).replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim(),
  );
  return { source: ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true), comments };
}

function* exportedTexts(source) {
  for (const statement of source.statements) {
    const isExported = ts.isVariableStatement(statement) && (ts.getModifiers(statement) ?? []).length > 0;
    for (const { name, initializer } of isExported ? statement.declarationList.declarations : []) {
      if (initializer && ts.isStringLiteralLike(initializer)) yield [name.getText(), initializer.text];
    }
  }
}

/** Every text that a file spells, with constants put in; and where one varies, the pattern of it. */
function textsIn(source, shared) {
  const reading = { constants: new Map(shared), texts: new Set(), patterns: [] };
  readNode(source, reading);
  return reading;
}

function readNode(node, reading) {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
    const text = wholeOf(partsOf(node.initializer, reading));
    if (text !== undefined) reading.constants.set(node.name.text, text);
  }
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
    const parts = partsOf(node, reading);
    const text = wholeOf(parts);
    if (text !== undefined) reading.texts.add(text);
    else if (parts.some((part) => part?.includes('/'))) reading.patterns.push(patternOf(parts));
  }
  ts.forEachChild(node, (child) => readNode(child, reading));
}

/** The pieces of a text one after the other; undefined for one that is not known here. */
function partsOf(node, reading) {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isIdentifier(node)) return [reading.constants.get(node.text)];
  if (!ts.isTemplateExpression(node)) return [undefined];
  const spans = node.templateSpans.flatMap(({ expression, literal }) => [
    ...partsOf(expression, reading),
    literal.text,
  ]);
  return [node.head.text, ...spans];
}

function wholeOf(parts) {
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

function patternOf(parts) {
  const literally = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const expression = new RegExp(
    `^${parts.map((part) => (part === undefined ? '([\\w/]+)' : literally(part))).join('')}$`,
  );
  return { expression, pieces: parts };
}
