import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 random bits behind the prefix that says whose kind it is. */
export function newSecret(prefix: string): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** What is kept of it. Plain SHA-256 is enough for 256 random bits: there is nothing to guess. */
export function digestOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
