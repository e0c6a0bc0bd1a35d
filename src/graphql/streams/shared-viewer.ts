import type { ViewerUntil } from '../../accounts/known-viewer.ts';

/** What is shown to a group asked who in particular looks at it. A fault of the gateway: such a field is shown to nobody. */
export class AskedForPerson extends Error {
  override readonly name = 'AskedForPerson';
}

/**
 * The viewer in whose name something is read once for several: they have the same rights, and who they are in particular
 * cannot be asked.
 */
export function sharedViewer(viewer: ViewerUntil): ViewerUntil {
  switch (viewer.kind) {
    case 'member': {
      const { kind, accountId, role } = viewer;
      return withoutPerson({ kind, accountId, role }, ['personId', 'memberId', 'sessionId', 'expiresAt']);
    }
    case 'token': {
      const { kind, accountId, role } = viewer;
      return withoutPerson({ kind, accountId, role }, ['tokenId', 'expiresAt']);
    }
    case 'host': {
      const { kind, hostId } = viewer;
      return withoutPerson({ kind, hostId }, ['credentialId', 'expiresAt']);
    }
    case 'platform': {
      const { kind, platform } = viewer;
      return withoutPerson({ kind, platform }, ['credentialId', 'expiresAt']);
    }
    case 'nobody':
      return viewer;
  }
}

/** What of a viewer decides what they are shown: who has the same rights is shown the same. */
export function rightsOf(viewer: ViewerUntil): readonly string[] {
  switch (viewer.kind) {
    case 'member':
    case 'token':
      return [viewer.kind, viewer.accountId, viewer.role];
    case 'host':
      return [viewer.kind, viewer.hostId];
    case 'platform':
      return [viewer.kind, viewer.platform];
    case 'nobody':
      return [viewer.kind];
  }
}

function withoutPerson(rights: object, personal: readonly string[]): ViewerUntil {
  for (const name of personal) {
    Object.defineProperty(rights, name, {
      get() {
        throw new AskedForPerson(`\`${name}\` of a viewer was asked for what is shown to several`);
      },
    });
  }
  // All that is left out of it can be asked for, and is refused.
  return rights as ViewerUntil;
}
