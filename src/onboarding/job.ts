/** Something to do at a platform, once the transaction that wants it has committed. Safe to run twice. */
export type Job =
  /** Take a registration one step further. */
  | { readonly kind: 'REGISTRATION'; readonly id: string }
  /** Begin the platform's verification of the developer. */
  | { readonly kind: 'VERIFICATION'; readonly id: string }
  /** Have a paper that replaces one checked by the platforms that go by the older one. */
  | { readonly kind: 'MATERIAL'; readonly id: string }
  /** Look whether somebody changed something of a registered program in its platform's own console. */
  | { readonly kind: 'VERSIONS'; readonly id: string }
  /** Take a package one step towards its goal. */
  | { readonly kind: 'PACKAGE'; readonly id: string }
  /** Do to an obligation what time has done to it. */
  | { readonly kind: 'OBLIGATION'; readonly id: string }
  /** Take the leaving of a platform further. */
  | { readonly kind: 'EXIT'; readonly id: string }
  /** Give the next accounts the notice that was sent to them. */
  | { readonly kind: 'NOTICE'; readonly id: string }
  /** Bring a notice to its reader by one channel. */
  | { readonly kind: 'NOTICE_DELIVERY'; readonly id: string }
  /** Say of a measure that it has begun, or that its date has come. */
  | { readonly kind: 'ENFORCEMENT'; readonly id: string }
  /** Tell accounts of a published version of an agreement. */
  | { readonly kind: 'AGREEMENT'; readonly id: string }
  /** Take an appeal, or a fix, one step further at the platform that took the measure. */
  | { readonly kind: 'APPEAL' | 'RECTIFICATION'; readonly id: string }
  /** Take a change of a program's setting one step further at its platform. */
  | { readonly kind: 'SETTING'; readonly id: string }
  /** Apply the pushes that wait in a lane: those about one program, or those that name none. */
  | { readonly kind: 'PUSH'; readonly id: string }
  /** Ask a platform for the pushes that did not arrive; the id is the platform. */
  | { readonly kind: 'MISSED_PUSHES'; readonly id: string };

const kinds: Readonly<Record<Job['kind'], true>> = {
  REGISTRATION: true,
  VERIFICATION: true,
  MATERIAL: true,
  VERSIONS: true,
  PACKAGE: true,
  OBLIGATION: true,
  EXIT: true,
  NOTICE: true,
  NOTICE_DELIVERY: true,
  ENFORCEMENT: true,
  AGREEMENT: true,
  APPEAL: true,
  RECTIFICATION: true,
  SETTING: true,
  PUSH: true,
  MISSED_PUSHES: true,
};
export const jobKinds = Object.keys(kinds) as readonly Job['kind'][];
