import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars';

const UTC = '+00:00';

/** What the database wrote, `2027-03-10T02:00:00.5+00:00`, with its milliseconds and the usual `Z`. */
function inUtc(written: string): string {
  const [seconds = '', fraction = ''] = written.slice(0, -UTC.length).split('.');
  return `${seconds}.${fraction.padEnd(3, '0')}Z`;
}

/**
 * An instant, RFC 3339. It leaves as text: a date would be made text when the answer is written, which takes three
 * times as long. The database leaves out zeros at the end: with them, one instant is always the same text.
 */
export const DateTime = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTime.toConfig(),
  serialize: (value) =>
    typeof value === 'string' && value.endsWith(UTC)
      ? inUtc(value)
      : (GraphQLDateTime.serialize(value) as Date).toISOString(),
});
/** A JSON object. */
export const JsonObject = GraphQLJSONObject;
