import type { CredentialPurpose } from './credential-vault.ts';
import type { TokenSource } from './gateway-token.ts';
import { HostError } from './host-error.ts';
import type { HttpCall } from './http-call.ts';

/**
 * Makes a call with a token in its query. Where the host refuses the token it has done nothing, so the call is
 * made once more, with another token.
 */
export async function callWithToken<Reply>(
  call: (request: HttpCall) => Promise<Reply>,
  token: TokenSource,
  rejections: ReadonlySet<string>,
  request: HttpCall,
): Promise<Reply> {
  const attempt = (access_token: string) => call({ ...request, query: { ...request.query, access_token } });
  const purpose = request.path as CredentialPurpose;
  const first = await token(purpose);
  try {
    return await attempt(first);
  } catch (error) {
    if (!(error instanceof HostError) || !rejections.has(error.detail.code ?? '')) throw error;
    return attempt(await token(purpose, first));
  }
}
