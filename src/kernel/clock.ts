/** Where the time comes from. Only `main.ts` hands out the real one. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
