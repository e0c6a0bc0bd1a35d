import { mayAct } from '../accounts/viewer.ts';
import { emailAddress } from '../onboarding/email-address.ts';
import type { Problem } from '../policy/problem.ts';
import type { GraphqlContext } from './context.ts';
import { forbidden } from './errors.ts';

/** Of the argument or field with which a question about a registration comes. */
export const EMAIL_ASKED = {
  nullable: true,
  description:
    'REGISTER: the e-mail address that would be used (wechat/2.1); for those who may register. Left out: whether it is in use is unknown. It is always asked as of now: who used an address before is not kept.',
} as const;

/**
 * The address that a question comes with. Whether another account uses it is told to those who may register, whom
 * the act would tell, too; throws FORBIDDEN for others.
 */
export function emailAsked(
  { viewer }: GraphqlContext,
  text: string | null | undefined,
  path: string,
): { readonly email?: string; readonly problems: readonly Problem[] } {
  if (text === null || text === undefined) return { problems: [] };
  if (!mayAct(viewer, 'ADMIN')) {
    throw forbidden(`\`${path}\` needs the role ADMIN in an account, as registering does`, 'ADMIN');
  }
  const address = emailAddress(text, path);
  return address.ok ? { email: address.value, problems: [] } : { problems: address.problems };
}
