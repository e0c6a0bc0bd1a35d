/** Where an address may be used once, its lock is the same text for the same address, and the column is unique. */
export const EMAIL_LOCK = { table: 'Registration', column: 'emailLock' };

/** What is locked: the address on that platform. */
export function lockedEmail(platform: string, email: string): string {
  return `${platform} ${email}`;
}
