import fc from 'fast-check';

/*
 * Expressions of every form that a host's rules may have, most of them fitting their types and many of them with
 * something wrong that only a program would show.
 */

type Kind = 'bool' | 'int' | 'text' | 'texts' | 'instant' | 'instants' | 'duration' | 'items';

const leaves: Readonly<Record<Kind, readonly string[]>> = {
  bool: [
    'true',
    'program.ownName',
    'program.collectsNoData',
    'has(subject.type)',
    'has(registration.state)',
    'has(version.number)',
    'category.size() > 1',
    'history.refusals.size() > 0',
    'category != []',
    'operation == "SUBMIT"',
    'today >= "2027-01-01"',
  ],
  int: [
    '0',
    '1',
    '-3',
    '7',
    '9223372036854775807',
    'category.size()',
    'size(program.name)',
    'now.getHours()',
    'now.getFullYear("Asia/Shanghai")',
  ],
  text: [
    '""',
    '"美食"',
    '"PASSED"',
    'program.name',
    'today',
    'operation',
    'subject.type',
    'registration.verification',
    'version.number',
    'host.form',
    'category[0]',
    'category[1]',
    'category[category.size() - 1]',
  ],
  texts: [
    '[]',
    'category',
    'program.serverDomains',
    'program.advancedFeatures',
    '["ORGANISATION", "PERSON"]',
  ],
  instant: ['now', 'timestamp("2027-01-01T00:00:00Z")', 'latest(history.refusals)', 'history.refusals[0]'],
  instants: ['history.refusals', '[now]', '[now, now]'],
  duration: ['duration("24h")', 'duration("-1.5h")', 'duration("9999999h")', 'duration("1d")'],
  items: ['program.dataItems'],
};

const grammar = fc.letrec<Readonly<Record<Kind, string>>>((again) => {
  const leaf = (kind: Kind) => fc.constantFrom(...leaves[kind]);
  const made = (...parts: readonly (string | fc.Arbitrary<string>)[]) =>
    fc
      .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
      .map((texts) => texts.join(''));
  const either = (kind: Kind, ...forms: readonly fc.Arbitrary<string>[]) =>
    fc.oneof(
      { depthSize: 'small', maxDepth: 5 },
      leaf(kind),
      ...forms,
      made('(', again('bool'), ' ? ', again(kind), ' : ', again(kind), ')'),
    );
  const compared = fc.constantFrom(' == ', ' != ', ' < ', ' <= ', ' > ', ' >= ');
  const alike = fc.constantFrom(' == ', ' != ');
  const lists: readonly Kind[] = ['texts', 'instants', 'items'];
  const anyList = fc.constantFrom(...lists).chain((kind) => again(kind));
  const asked = fc.constantFrom('all', 'exists', 'exists_one');
  return {
    bool: either(
      'bool',
      made('(', again('bool'), fc.constantFrom(' && ', ' || '), again('bool'), ')'),
      made('!(', again('bool'), ')'),
      made('(', again('int'), compared, again('int'), ')'),
      made('(', again('text'), compared, again('text'), ')'),
      made('(', again('instant'), compared, again('instant'), ')'),
      made('(', again('duration'), compared, again('duration'), ')'),
      made('(', again('texts'), alike, again('texts'), ')'),
      made('(', again('text'), ' in ', again('texts'), ')'),
      made(again('text'), fc.constantFrom('.startsWith(', '.endsWith(', '.contains('), again('text'), ')'),
      made(again('texts'), '.', asked, '(s, s', alike, again('text'), ')'),
      made(again('instants'), '.', asked, '(r, r + ', again('duration'), compared, again('instant'), ')'),
      made(again('items'), '.', asked, '(i, i.sensitivity == "HEALTH" || ', again('bool'), ')'),
    ),
    int: either(
      'int',
      made('(', again('int'), fc.constantFrom(' + ', ' - ', ' * ', ' / ', ' % '), again('int'), ')'),
      made('size(', anyList, ')'),
      made(again('text'), '.size()'),
      made(again('instant'), fc.constantFrom('.getMonth()', '.getDayOfWeek("UTC")', '.getMinutes()')),
      made(again('duration'), '.getHours()'),
      made('-', again('int')),
    ),
    text: either(
      'text',
      made('(', again('text'), ' + ', again('text'), ')'),
      made(again('texts'), '[', again('int'), ']'),
    ),
    texts: either(
      'texts',
      made('(', again('texts'), ' + ', again('texts'), ')'),
      made('[', again('text'), ']'),
      made(again('items'), '.map(i, i.key)'),
      made(again('texts'), '.map(s, s != "", s + ', again('text'), ')'),
      made(again('texts'), '.filter(s, ', again('bool'), ')'),
    ),
    instant: either(
      'instant',
      made('(', again('instant'), fc.constantFrom(' + ', ' - '), again('duration'), ')'),
      made('latest(', again('instants'), ')'),
    ),
    instants: either(
      'instants',
      made(again('instants'), '.filter(r, r < ', again('instant'), ')'),
      made(again('instants'), '.map(r, r + ', again('duration'), ')'),
      made('(', again('instants'), ' + ', again('instants'), ')'),
    ),
    duration: either(
      'duration',
      made('(', again('instant'), ' - ', again('instant'), ')'),
      made('(', again('duration'), ' + ', again('duration'), ')'),
    ),
    items: either('items', made(again('items'), '.filter(i, ', again('bool'), ')')),
  };
});

/** A condition; a part of them can be published. */
export const arbitraryCondition: fc.Arbitrary<string> = grammar.bool;
/** An instant to wait for. */
export const arbitraryInstant: fc.Arbitrary<string> = grammar.instant;
