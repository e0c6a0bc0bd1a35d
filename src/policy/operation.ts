/** What may be asked of a policy. */
export const operations = [
  'REGISTER',
  'VERIFY',
  'SUBMIT',
  'WITHDRAW',
  'RELEASE',
  'READ_PLATFORM_DATA',
  'DISCLOSE',
] as const;
export type Operation = (typeof operations)[number];
