import type { Viewer } from './viewer.ts';

/** A viewer, and when its session or token ends by itself. A socket that outlives this must ask again. */
export type ViewerUntil = Viewer & { readonly expiresAt?: Date };

export type KnownViewer = Exclude<Viewer, { kind: 'nobody' }> & { readonly expiresAt?: Date };
