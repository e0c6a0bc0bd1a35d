/** What a person or a token may do in an account, the most powerful first. */
export const roles = ['OWNER', 'ADMIN', 'DEVELOPER', 'VIEWER'] as const;
export type Role = (typeof roles)[number];

/** Who is asking. Found out once a request, from its headers alone; see `viewerOf`. */
export type Viewer =
  | {
      readonly kind: 'member';
      readonly accountId: string;
      readonly personId: string;
      readonly memberId: string;
      readonly role: Role;
      /** The session through which the person asks. Absent where there is none, as in seeding. */
      readonly sessionId?: string;
    }
  | { readonly kind: 'token'; readonly accountId: string; readonly tokenId: string; readonly role: Role }
  /** A partner host: it sees what waits for it and speaks for itself, and belongs to no account. */
  | { readonly kind: 'host'; readonly hostId: string; readonly credentialId: string }
  /** A platform, or the operator of the gateway in its place: it tells accounts what it demands of them, and belongs to none. */
  | { readonly kind: 'platform'; readonly platform: string; readonly credentialId: string }
  /** `refused`: something was shown that proves nothing (unknown, expired, revoked, or of another account). */
  | { readonly kind: 'nobody'; readonly refused?: true };

export const nobody: Viewer = { kind: 'nobody' };
export const refusedCredential: Viewer = { kind: 'nobody', refused: true };

/** Who acts for an account. */
export type AccountViewer = Extract<Viewer, { readonly role: Role }>;

/** Whether the viewer acts for an account and has this role there or a more powerful one. */
export function mayAct(viewer: Viewer, needed: Role): viewer is AccountViewer {
  return (viewer.kind === 'member' || viewer.kind === 'token') && isAtLeast(viewer.role, needed);
}

export function isAtLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(needed);
}

export function isRole(text: unknown): text is Role {
  return roles.some((role) => role === text);
}
