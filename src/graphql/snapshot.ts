import { asksForAnyOf } from './asked-fields.ts';

/** Whether the operation asks for the place in the viewer's stream that goes with what it reads. */
export const asksForCursor = asksForAnyOf(['Query.cursor', 'Query.hostCursor', 'Program.cursor']);
