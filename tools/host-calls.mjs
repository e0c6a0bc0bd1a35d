// Reads off the code which of a platform's calls it speaks: every text in it that is a path of that platform's API. Nobody
// keeps a list: a call is in a column because the code of that column names it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The roots under which each platform documents its calls. */
const ROOTS = {
  wechat: /^\/(?:wxa|wxaapi|cgi-bin|sns|product|card|datacube)\/[\w./-]+$/,
  baidu: /^\/(?:rest\/2\.0|public\/2\.0)\/[\w./-]+$/,
};

const COLUMNS = {
  connector: (platform) => sourcesIn(`src/hosts/${platform}`),
  sandbox: (platform) => sourcesIn(`src/sandbox/${platform}`),
  test: () => sourcesIn('test/hosts').filter((file) => file.endsWith('.test.ts')),
};

/** Calls by path, each with the files that name it, column by column, and what is said to be unconfirmed about it. */
export function callsOf(platform) {
  const isCall = (text) => ROOTS[platform].test(text) && !text.endsWith('/');
  const files = Object.entries(COLUMNS).flatMap(([column, filesOf]) =>
    filesOf(platform).map((file) => ({ column, file, ...textsIn(file) })),
  );
  const known = withoutRoots(new Set(files.flatMap(({ texts }) => [...texts].filter(isCall))));
  const calls = new Map(
    [...known].sort().map((call) => [call, { connector: [], sandbox: [], test: [], unconfirmed: [] }]),
  );
  for (const [call, entry] of calls) {
    for (const { column, file, ...read } of files) {
      if (names(read, call)) entry[column].push(file);
      for (const comment of doubtsIn(read.comments, call)) entry.unconfirmed.push({ file, comment });
    }
  }
  return calls;
}

/** What several calls begin with is the root that they share, and none itself. */
function withoutRoots(texts) {
  const below = (root) => [...texts].filter((text) => text.startsWith(`${root}/`)).length;
  return new Set([...texts].filter((text) => below(text) < 2));
}

/** `…/package/${name}` names those calls whose varying part the same file spells out. */
function names({ texts, patterns }, call) {
  if (texts.has(call)) return true;
  return patterns.some((pattern) =>
    pattern
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

/** Every text that a file spells, with its own constants put in; where one varies, the pattern of it; and its comments. */
function textsIn(file) {
  const code = readFileSync(file, 'utf8');
  const reading = { constants: new Map(), texts: new Set(), patterns: [] };
  readNode(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true), reading);
  const comments = [...code.matchAll(/\/\*\*?([\s\S]*?)\*\/|\/\/(.*)/g)].map(([, block, line]) =>
    (block ?? line).replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim(),
  );
  return { ...reading, comments };
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
  return new RegExp(
    `^${parts.map((part) => (part === undefined ? '([\\w/]+)' : literally(part))).join('')}$`,
  );
}
