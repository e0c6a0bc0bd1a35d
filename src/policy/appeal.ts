/** OPENED: it waits. ANSWERED: there are words, and no decision. UPHELD: the measure stands. OVERTURNED: it ends. */
export const appealStates = ['OPENED', 'ANSWERED', 'UPHELD', 'OVERTURNED'] as const;
export type AppealState = (typeof appealStates)[number];

/**
 * How an appeal or a fix comes before the one who decides it. HERE: they answer through this gateway. WAITING: it is handed
 * in at the platform as soon as may be. HANDED_IN: the platform has it. TURNED_AWAY: the platform did not take it, and it may
 * be handed in again. IN_CONSOLE, BY_NEW_VERSION: the platform documents no call; a person makes it in the platform's
 * console, or a new version passes review.
 */
export const handInStates = [
  'HERE',
  'WAITING',
  'HANDED_IN',
  'TURNED_AWAY',
  'IN_CONSOLE',
  'BY_NEW_VERSION',
] as const;
export type HandInState = (typeof handInStates)[number];

/** A fix that a measure asks for: ordered, examined, and then accepted, or declined and to be handed in again. */
export const rectificationStates = ['ORDERED', 'IN_REVIEW', 'ACCEPTED', 'DECLINED'] as const;
export type RectificationState = (typeof rectificationStates)[number];
