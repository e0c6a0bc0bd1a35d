import { GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars';

/** An instant, RFC 3339. */
export const DateTime = GraphQLDateTime;
/** A JSON object. */
export const JsonObject = GraphQLJSONObject;
