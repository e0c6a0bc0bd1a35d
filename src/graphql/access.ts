import type { GraphQLError, GraphQLField, GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { isRole, mayAct, type Role, type Viewer } from '../accounts/viewer.ts';
import type { GraphqlContext } from './context.ts';
import { forbidden, unauthenticated } from './errors.ts';

/**
 * ANYONE: also who is not signed in. HOST: a partner host. PLATFORM: a platform, or the operator in its place.
 * PLATFORM_OR_HOST: either of them, each for what is its own. ADMIN_OR_HOST: an administrator, or a partner host. A role:
 * members and tokens that have it or a stronger one.
 */
export type Access = 'ANYONE' | 'HOST' | 'PLATFORM' | 'PLATFORM_OR_HOST' | 'ADMIN_OR_HOST' | Role;

const others = [
  'ANYONE',
  'HOST',
  'PLATFORM',
  'PLATFORM_OR_HOST',
  'ADMIN_OR_HOST',
] as const satisfies readonly Access[];

const ACCESS = 'access';

/** Who is neither a member nor a token, and what they are called. */
const counterparts: Readonly<
  Partial<Record<Access, { readonly kinds: readonly Viewer['kind'][]; readonly name: string }>>
> = {
  HOST: { kinds: ['host'], name: 'a partner host' },
  PLATFORM: { kinds: ['platform'], name: 'a platform, which the operator of the gateway makes' },
  PLATFORM_OR_HOST: { kinds: ['platform', 'host'], name: 'a platform or of a partner host' },
};

/** Who may use a root field. One that does not say is closed to everybody. */
export function AccessFor(access: Access): MethodDecorator {
  return Extensions({ [ACCESS]: access }) as MethodDecorator;
}

export function accessOf(field: GraphQLField<unknown, unknown>): Access | undefined {
  const access = field.extensions[ACCESS];
  const isOther = others.some((one) => one === access);
  return isOther || isRole(access) ? (access as Access) : undefined;
}

/** Puts the check in front of every field of Query, Mutation and Subscription: the one way into the data. */
export function guardRoots(schema: GraphQLSchema): void {
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) guard(field, type !== schema.getQueryType());
  }
}

/** Says in the contract of every root field who may use it: read off the rule that is checked, so that the two cannot differ. */
export function tellAccess(schema: GraphQLSchema): void {
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      field.description = [field.description, whoMay(accessOf(field))].filter(Boolean).join(' ');
    }
  }
}

function whoMay(access: Access | undefined): string {
  if (access === undefined) return 'For nobody.';
  if (access === 'ANYONE') return 'For anyone, also without signing in.';
  if (access === 'ADMIN_OR_HOST')
    return 'Needs the role ADMIN or a stronger one, or the credential of a partner host.';
  const counterpart = counterparts[access];
  if (counterpart) return `Needs the credential of ${counterpart.name}.`;
  return access === 'OWNER' ? 'Needs the role OWNER.' : `Needs the role ${access} or a stronger one.`;
}

function guard(field: GraphQLField<unknown, unknown>, changing: boolean): void {
  const { resolve, subscribe } = field;
  const access = accessOf(field);
  if (resolve) {
    field.resolve = (source, args, context, info) => {
      const asked = context as GraphqlContext;
      admit(access, asked.viewer);
      // A change, or an event that tells of one, makes what was read before it in this operation stale.
      if (changing) asked.renew();
      const ready = asked.noteSnapshot(info);
      return ready
        ? ready.then(() => resolve(source, args, context, info))
        : resolve(source, args, context, info);
    };
  }
  if (subscribe) {
    field.subscribe = (source, args, context, info) => {
      admit(access, (context as GraphqlContext).viewer);
      return subscribe(source, args, context, info);
    };
  }
}

function admit(access: Access | undefined, viewer: Viewer): void {
  const refusal = refusalOf(access, viewer);
  if (refusal) throw refusal;
}

/** Why the viewer may not use a root field; undefined: they may. */
export function refusalFor(field: GraphQLField<unknown, unknown>, viewer: Viewer): GraphQLError | undefined {
  return refusalOf(accessOf(field), viewer);
}

function refusalOf(access: Access | undefined, viewer: Viewer): GraphQLError | undefined {
  if (access === 'ANYONE') return undefined;
  if (access === undefined) return forbidden('nobody may use this field', undefined);
  if (viewer.kind === 'nobody') return unauthenticated(viewer);
  if (access === 'ADMIN_OR_HOST') {
    return viewer.kind === 'host' || mayAct(viewer, 'ADMIN')
      ? undefined
      : forbidden(
          'this needs the role ADMIN in an account, or a stronger one, or the credential of a partner host',
          access,
        );
  }
  const counterpart = counterparts[access];
  if (counterpart) {
    return counterpart.kinds.some((kind) => kind === viewer.kind)
      ? undefined
      : forbidden(`this needs the credential of ${counterpart.name}`, access);
  }
  if (!isRole(access)) return forbidden('nobody may use this field', access);
  return mayAct(viewer, access)
    ? undefined
    : forbidden(`this needs the role ${access} in an account, or a stronger one`, access);
}
