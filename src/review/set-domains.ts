import type { Actor } from '../accounts/actor.ts';
import type { DomainDesk, DomainKind, Domains } from '../hosts/desks/settings.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { appIdAt, askHost, type ProgramAtPlatform } from './ask-host.ts';
import { type DomainsOfKind, domainFaults } from './domain-faults.ts';
import { type LiveDeps, noDesk } from './live-version.ts';

export interface SetDomainsInput extends ProgramAtPlatform {
  /** Replaces the addresses of the kinds that are named; the others stay as they are. */
  readonly domains: readonly DomainsOfKind[];
}

/** What a platform has after it was told. */
export interface DomainsSet {
  readonly domains: Domains;
  /** Of each address that the platform left out without a word. */
  readonly leftOut: readonly Problem[];
}

interface Written {
  /** The kinds whose addresses were other ones before. */
  readonly changed: readonly DomainsOfKind[];
  readonly now: Domains;
}

/**
 * Sets what a program may speak to at a platform, and answers with what the platform has afterwards. Safe to repeat: the
 * platform is asked first, and told nothing that is so already, since it counts the changes.
 */
export async function setDomains(
  deps: LiveDeps,
  actor: Actor,
  input: SetDomainsInput,
): Promise<Outcome<DomainsSet, Problem>> {
  const { programId, platform, domains } = input;
  const appId = await appIdAt(deps, actor, input);
  if (!appId.ok) return appId;
  const rules = deps.connectorOf(platform).domains?.rules;
  if (!rules) return refused(noDesk(platform));
  const faults = domainFaults(rules, domains);
  if (faults.length > 0) return refused(...faults);
  const written = await askHost(deps, actor, input, (connector, id) =>
    connector.domains ? write(connector.domains, id, domains) : undefined,
  );
  if (!written.ok) return written;
  const { changed, now } = written.value;
  return deps.perform({ actor, name: 'setDomains', input: { programId, platform } }, async (records) => {
    if (changed.length > 0) {
      const named = changed.map(({ kind }) => [kind, now[kind] ?? []]);
      const payload = { platform, domains: Object.fromEntries(named) };
      records.record({ type: 'DOMAINS_SET', programId, subjectId: programId, payload });
    }
    return done({ domains: now, leftOut: leftOut(domains, now) });
  });
}

async function write(desk: DomainDesk, appId: string, asked: readonly DomainsOfKind[]): Promise<Written> {
  const before = await desk.read(appId);
  const changed = asked.filter(({ kind, addresses }) => !isSame(before[kind], addresses));
  if (changed.length === 0) return { changed, now: before };
  const named = changed.map(({ kind, addresses }): [DomainKind, readonly string[]] => [kind, addresses]);
  await desk.change(appId, 'SET', Object.fromEntries(named));
  return { changed, now: await desk.read(appId) };
}

function isSame(before: readonly string[] = [], after: readonly string[]): boolean {
  return before.length === after.length && after.every((address) => before.includes(address));
}

function leftOut(asked: readonly DomainsOfKind[], now: Domains): Problem[] {
  return asked.flatMap(({ kind, addresses }, index) =>
    addresses.flatMap((address, place) =>
      now[kind]?.includes(address) ? [] : [notThere(address, `input.domains[${index}].addresses[${place}]`)],
    ),
  );
}

function notThere(address: string, path: string): Problem {
  const message = {
    'zh-CN': `平台没有接受“${address}”，其余已设置；请确认该域名已备案，并已在网关的平台账号登记`,
    en: `the platform did not take "${address}"; the others are set. See that it is filed, and registered for the gateway there`,
  };
  return invalidInput(message, path);
}
