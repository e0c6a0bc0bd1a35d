/** OPENED: it waits. ANSWERED: there are words, and no decision. UPHELD: the measure stands. OVERTURNED: it ends. */
export const appealStates = ['OPENED', 'ANSWERED', 'UPHELD', 'OVERTURNED'] as const;
export type AppealState = (typeof appealStates)[number];

/** A fix that a measure asks for: ordered, examined, and then accepted, or declined and to be handed in again. */
export const rectificationStates = ['ORDERED', 'IN_REVIEW', 'ACCEPTED', 'DECLINED'] as const;
export type RectificationState = (typeof rectificationStates)[number];
