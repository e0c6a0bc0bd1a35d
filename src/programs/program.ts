import type { CivilDate } from '../kernel/civil-time.ts';
import type { SubjectType } from './category.ts';
import type { HostId } from './host.ts';
import type { Manifest } from './manifest.ts';
import type { PlatformId } from './platform.ts';

/** What is being distributed: a mini program, as its developer declares it. */
export interface Program {
  readonly id: string;
  readonly accountId: string;
  readonly manifest: Manifest;
}

/** Who the developer is before the law. All of it but `type` is personal data: sealed at rest, never returned. */
export interface Subject extends DeclaredSubject {
  /** By platform, what it goes by until it has verified what was declared since (baidu/2.5). */
  readonly relied?: Readonly<Record<PlatformId, DeclaredSubject>>;
}

/** Who somebody says they are, at one time. */
export interface DeclaredSubject {
  readonly type: SubjectType;
  readonly legalName: string;
  /** Unified social credit code, 18 characters; of a person the number of the identity card. */
  readonly identityNumber: string;
  readonly representativeName: string;
  /** The representative's own account at the platforms, which they ask to confirm a registration with. */
  readonly representativeAccount: string;
  readonly phone: string;
  /** Of a person only. */
  readonly birthDate?: CivilDate;
  /** The file with a legal guardian's consent, where there is one (wechat/0.3). */
  readonly guardianFileId?: string;
}

/** Where a program is to run. UNSPECIFIED means every host on offer at the time of the operation (baidu/3.6). */
export type HostSelection =
  | { readonly platform: PlatformId; readonly mode: 'UNSPECIFIED' }
  | { readonly platform: PlatformId; readonly mode: 'EXPLICIT'; readonly hostIds: readonly HostId[] };

/** A stored file without its content. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
}
