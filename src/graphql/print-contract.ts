import { printContract } from './schema.ts';

// `npm run schema` writes what this prints to `schema/schema.graphql`.
process.stdout.write(printContract());
