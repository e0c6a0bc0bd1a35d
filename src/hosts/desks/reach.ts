/** Whether users are led to a program by the platform's own traffic: search, feeds, recommendations. */
export interface TrafficDesk {
  open(appId: string): Promise<void>;
  close(appId: string): Promise<void>;
}

/** Whether a program is also served as pages of the web, which is said before a version is handed in. */
export interface WebPagesDesk {
  state(appId: string): Promise<'NEVER_OPENED' | 'ON' | 'OFF' | 'UNKNOWN'>;
  set(appId: string, on: boolean): Promise<void>;
}

/** How a platform grades the programs of the gateway, in its own letters. */
export interface GradeDesk {
  list(): Promise<readonly { readonly appId: string; readonly grade: string }[]>;
}
