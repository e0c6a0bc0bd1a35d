import type { Manifest } from '../programs/manifest.ts';

/** A file that a platform asks for when a program is registered. */
export interface SuppliedFile {
  readonly purpose: 'ICON' | 'IDENTITY' | 'QUALIFICATION';
  /** The published name of the paper, of papers. */
  readonly paper?: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Who the program belongs to, as far as a platform asks when it is registered. */
export interface RegistrationRequest {
  /** Ours; an answer or a push about this registration leads back to it. */
  readonly registrationId: string;
  /** The platform's id of the program, once it is registered. */
  readonly appId?: string;
  /**
   * How often the developer has asked for this registration, from 1, which is also what it is where it is
   * not given. What a platform refused is refused for that attempt: for a later one it is absent again.
   */
  readonly attempt?: number;
  readonly email: string;
  readonly subject: {
    readonly legalName: string;
    /** Unified social credit code, 18 characters; of a person the number of the identity card. */
    readonly identityNumber: string;
    readonly representativeName: string;
    /** The representative's own account on the platform (a WeChat id, a Baidu user name). */
    readonly representativeAccount: string;
    readonly phone: string;
  };
  readonly manifest: Manifest;
  readonly files: readonly SuppliedFile[];
}

/** A developer who is to be verified, or verified again, by way of one program. */
export interface VerificationRequest extends RegistrationRequest {
  /** The platform's id of the program. */
  readonly appId: string;
}

/** A paper that replaces one that the platform goes by; `files` are all papers as they are with the new one in place. */
export interface PaperRequest extends VerificationRequest {
  readonly paper: SuppliedFile;
}

/** What is uploaded and submitted: one version of one registered program. */
export interface PackageRequest {
  /** The platform's id of the program. */
  readonly appId: string;
  /**
   * Ours. It travels in the description that the host keeps with the version, so that after a lost
   * answer the host can be asked whether it acted: neither host has an idempotency key of its own.
   */
  readonly key: string;
  readonly versionNumber: string;
  readonly description: string;
  readonly templateId: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly manifest: Manifest;
  /** The names of the category on this platform, from the first level down. */
  readonly categoryPath: readonly string[];
  /** The platform's own id of its review, once one was told: what became of it is asked by that, where the key leads nowhere. */
  readonly reference?: string;
  /** What the reviewer is told besides. */
  readonly forReviewer?: ForReviewer;
}

/**
 * What a developer tells the reviewers of a version. Each platform takes what it has a field for. `File`: how a file is
 * named or shown, by its id here, with its content, or by the platform's reference of it.
 */
export interface ForReviewer<File = string> {
  /** Pages to look at, the program's first category being theirs; left out: the platform chooses. */
  readonly pages?: readonly {
    readonly path: string;
    readonly title?: string;
    readonly tags?: readonly string[];
  }[];
  readonly pictures?: readonly File[];
  readonly videos?: readonly File[];
  /** What is said to the rejection of the version before, and files that prove it. */
  readonly feedback?: { readonly words: string; readonly files?: readonly File[] };
  /** Whether, and how, what users publish in it is kept safe. */
  readonly userContent?: UserContent;
  /** The page with a user's orders. */
  readonly orderPath?: string;
  /** That guarded calls in the code, which are not declared, are not used. Nobody says so but the developer. */
  readonly guardedCallsUnused?: boolean;
  /** With which the reviewer signs in to the program. */
  readonly testAccount?: { readonly name: string; readonly password: string };
  /** What the version is about, for the reviewer; left out: its description. */
  readonly remark?: string;
}

export const userContentScenes = ['NONE', 'PROFILE', 'IMAGE', 'VIDEO', 'TEXT', 'AUDIO', 'OTHER'] as const;
export const userContentMethods = ['HOST_INTERFACE', 'OTHER_PRODUCT', 'PEOPLE', 'NONE'] as const;

export interface UserContent {
  readonly scenes: readonly (typeof userContentScenes)[number][];
  /** What OTHER stands for. */
  readonly otherScene?: string;
  readonly methods: readonly (typeof userContentMethods)[number][];
  readonly hasAuditTeam: boolean;
  readonly description?: string;
}
