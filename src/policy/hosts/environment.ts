import { Environment } from '@marcbachmann/cel-js';
import type { LocalizedText } from '../../kernel/localized.ts';
import { hostRuleLimits } from './limits.ts';
import { NoAnswer } from './no-answer.ts';
import type { Shape } from './shape.ts';
import { vocabulary } from './vocabulary.ts';

const TIMESTAMP = 'google.protobuf.Timestamp';

/** CEL with the names of the vocabulary and one function of ours. */
export const environment: Environment = declare();

function declare(): Environment {
  const { nodes, depth, listElements } = hostRuleLimits;
  const declared = new Environment({
    limits: { maxAstNodes: nodes, maxDepth: depth, maxListElements: listElements },
  });
  const known = new Set<string>();
  for (const [name, shape] of Object.entries(vocabulary)) {
    declareTypes(declared, shape, known);
    declared.registerVariable(name, typeOf(shape));
  }
  declared.registerFunction(`latest(list<${TIMESTAMP}>): ${TIMESTAMP}`, latest);
  return declared;
}

function declareTypes(to: Environment, shape: Shape, known: Set<string>): void {
  if (shape.kind === 'LIST') declareTypes(to, shape.item, known);
  if (shape.kind !== 'RECORD' || known.has(shape.name)) return;
  for (const field of Object.values(shape.fields)) declareTypes(to, field, known);
  const fields = Object.entries(shape.fields).map(([name, field]) => [name, typeOf(field)]);
  to.registerType(shape.name, { fields: Object.fromEntries(fields) });
  known.add(shape.name);
}

/** The type's name as CEL has it. */
export function typeOf(shape: Shape): string {
  switch (shape.kind) {
    case 'TEXT':
      return 'string';
    case 'LIST':
      return `list<${typeOf(shape.item)}>`;
    case 'RECORD':
      return shape.name;
    case 'SCALAR':
      return shape.type === 'timestamp' ? TIMESTAMP : shape.type;
  }
}

const ofNothing: LocalizedText = {
  'zh-CN': '列表为空，没有最晚的时间',
  en: 'there is no latest instant of an empty list',
};

function latest(instants: readonly Date[]): Date {
  if (instants.length === 0) throw new NoAnswer(ofNothing);
  return new Date(Math.max(...instants.map((instant) => instant.getTime())));
}
