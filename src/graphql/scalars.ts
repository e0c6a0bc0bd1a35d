import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars';

const UTC = '+00:00';

/**
 * An instant, RFC 3339. It leaves as text: a date would be made text when the answer is written, which takes three
 * times as long. What the database wrote leaves as it is, but for the usual `Z` of UTC.
 */
export const DateTime = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTime.toConfig(),
  serialize: (value) =>
    typeof value === 'string' && value.endsWith(UTC)
      ? `${value.slice(0, -UTC.length)}Z`
      : (GraphQLDateTime.serialize(value) as Date).toISOString(),
});
/** A JSON object. */
export const JsonObject = GraphQLJSONObject;
