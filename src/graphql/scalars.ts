import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars';

/**
 * An instant, RFC 3339. It leaves as text: a date would be made text when the answer is written, which takes three
 * times as long.
 */
export const DateTime = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTime.toConfig(),
  serialize: (value) => (GraphQLDateTime.serialize(value) as Date).toISOString(),
});
/** A JSON object. */
export const JsonObject = GraphQLJSONObject;
