import { underReview } from '../policy/lifecycle.ts';

/** Packages that somebody wants something of, or that the platform has on its desk. */
export const PACKAGE_UNDER_WAY = { OR: [{ goal: { not: null } }, { review: { in: [...underReview] } }] };
