import { Field, ID, InterfaceType } from 'type-graphql';
import { kindOf } from '../kernel/ids.ts';

/** Which type of the contract an id of each kind belongs to. */
export const nodeTypes: Readonly<Record<string, string>> = {
  prog: 'Program',
  ver: 'Version',
  sub: 'Submission',
  pkg: 'Package',
  rev: 'Review',
  dist: 'Distribution',
  fch: 'ForeignChange',
  reg: 'Registration',
  mat: 'Material',
  obl: 'Obligation',
  aud: 'AuditRequest',
  rgt: 'RightsRequest',
  fee: 'Fee',
  ntc: 'Notice',
  enf: 'Enforcement',
  appeal: 'Appeal',
  rect: 'Rectification',
  rul: 'Ruling',
  beta: 'BetaInvitation',
  setting: 'SettingChange',
  evt: 'Event',
};

/**
 * A clause is known by its number, `wechat/2.6`, and as it read in one version by `wechat/2.6@2018-09-10`; that version
 * by `wechat@2018-09-10`; a host by the id that its platform publishes.
 */
export function nodeTypeOf(id: string): string {
  const kind = kindOf(id);
  if (kind !== undefined) return nodeTypes[kind] ?? 'Unknown';
  if (id.includes('/')) return 'Clause';
  return id.includes('@') ? 'AgreementVersion' : 'Host';
}

@InterfaceType('Node', {
  description: 'Anything that has an id of its own.',
  resolveType: ({ id }: { readonly id: string }) => nodeTypeOf(id),
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Unique in the gateway, and never given out again.' })
  id!: string;
}
