import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** The children of `<xml>`. Text stays text: company codes begin with zeros. */
export type MessageFields = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  processEntities: false,
  maxNestedTags: 8,
});

/**
 * Reads one of WeChat's messages, sealed or opened. A message with a document type is not one: that is where
 * entities are declared, which reach for files and grow without end. Undefined where it is not a message.
 */
export function readMessageXml(text: string): MessageFields | undefined {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text) || XMLValidator.validate(text) !== true) return undefined;
  try {
    return asFields(parser.parse(text)?.xml);
  } catch {
    return undefined;
  }
}

export function asFields(value: unknown): MessageFields | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as MessageFields) : undefined;
}

/** The text of a field; undefined where it is missing, empty or not text. */
export function textOf(fields: MessageFields | undefined, name: string): string | undefined {
  const value = fields?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
