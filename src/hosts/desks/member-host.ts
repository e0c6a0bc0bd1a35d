/** A program as the platform tells a host of it that runs it. */
export interface ProgramForHost {
  readonly appId: string;
  readonly name: string;
  /** The platform's own number: -1 banned, 1 normal, 2 in review, 4 paused. */
  readonly hostState: string;
}

export interface PackageForHost {
  readonly packageId: string;
  readonly versionNumber: string;
  /** The platform's own number: 1 online, 3 development, 4 in review, 5 rejected, 6 approved, 8 rolling back. */
  readonly hostState: string;
}

/** What a member host asks its platform, with a key of its own and not the gateway's. */
export interface MemberHostDesk {
  programs(appIds: readonly string[]): Promise<readonly ProgramForHost[]>;
  packages(appId: string): Promise<readonly PackageForHost[]>;
  package(appId: string, packageId: string): Promise<PackageForHost | undefined>;
  /** The keys of the programs that run on a version of the host. */
  compatible(host: {
    readonly version: string;
    readonly system: 'ANDROID' | 'IOS';
  }): Promise<readonly string[]>;
}
