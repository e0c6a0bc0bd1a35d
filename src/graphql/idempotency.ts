/** What every act says about its idempotency key. */
export const IDEMPOTENCY_KEY = {
  nullable: true,
  description:
    'Names the act, 1 to 255 characters: the same key gives the same answer, another input under it is a problem.',
} as const;

/** An argument that a client left out or gave as null. */
export function given<Value>(value: Value | null | undefined): Value | undefined {
  return value ?? undefined;
}
