import type { Actor } from '../accounts/actor.ts';
import { civilDateAt } from '../kernel/civil-time.ts';
import type { Clock } from '../kernel/clock.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { acceptByUse } from '../onboarding/accept-by-use.ts';
import type { Perform } from '../onboarding/perform.ts';
import { contentKindFaults } from '../policy/content-kinds.ts';
import { hostsMeant } from '../policy/host-selection.ts';
import { mayBeResubmitted, type ReleaseState } from '../policy/lifecycle.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import { variantOf, variants } from '../policy/variants.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Host, HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { HostSelection, Program } from '../programs/program.ts';
import type { Version } from '../programs/version.ts';
import { factsOfVersion } from './facts.ts';
import { judgeSubmission } from './host-rules.ts';
import type { PackageRecord, ReviewRecords } from './records.ts';
import { goesOn } from './release-axis.ts';
import { notesFaults, type ReviewerDeskOf, type ReviewerNotes } from './reviewer-notes.ts';
import { takeBackHostReview } from './take-back.ts';

export interface ReviewDeps {
  readonly clock: Clock;
  readonly perform: Perform<ReviewRecords>;
}

/** Handing in, with what the platforms would refuse of what their reviewers are told. */
export interface SubmitDeps extends ReviewDeps {
  readonly connectorOf: ReviewerDeskOf;
}

export interface SubmitInput {
  readonly versionId: string;
  /** Left out: the hosts that were chosen, on every platform where the program is registered or hosts were chosen. */
  readonly hostIds?: readonly HostId[];
  /** The kinds of unlawful content that are declared to be absent (baidu/3.3). */
  readonly absentContent: readonly string[];
  /** What the reviewers are told besides. */
  readonly forReviewer?: ReviewerNotes;
}

/** What became of a submission at one host. */
export interface HostResult {
  readonly hostId: HostId;
  readonly platform: PlatformId;
  readonly verdict: Verdict;
  /** Set where the version was taken on. */
  readonly packageId?: string;
}

export interface Submitted {
  /** Undefined where no host took it on. */
  readonly submissionId?: string;
  readonly results: readonly HostResult[];
}

/**
 * Hands one version in for all hosts asked for. Each platform is judged on its own, then each of its hosts by the
 * host's own rules, and a refusal at one holds back no other. What is taken on is on its way when this returns; how it goes is in the log.
 */
export function submitForReview(
  deps: SubmitDeps,
  actor: Actor,
  input: SubmitInput,
  key?: string,
): Promise<Outcome<Submitted, Problem>> {
  return deps.perform({ actor, name: 'submitForReview', key, input }, (records) =>
    handIn(deps, records, actor, input),
  );
}

/** The same within a transaction that is open already. */
export async function handIn(
  { clock, connectorOf }: SubmitDeps,
  records: ReviewRecords,
  actor: Actor,
  input: SubmitInput,
): Promise<Outcome<Submitted, Problem>> {
  const now = clock.now();
  const asked = await submissionAsked(records, actor, input, now);
  if (!asked.ok) return asked;
  const { program, version, targets } = asked.value;
  if (input.forReviewer) {
    const platforms = [...targets.keys()];
    const faults = await notesFaults(connectorOf, records, actor.accountId, input.forReviewer, platforms);
    if (faults.length > 0) return refused(...faults);
  }
  const desk = new SubmissionDesk(records, actor, program, version, input, now);
  const results: HostResult[] = [];
  for (const [platform, hosts] of targets) results.push(...(await desk.submitTo(platform, hosts)));
  return done({ ...(desk.submissionId ? { submissionId: desk.submissionId } : {}), results });
}

/** What is to be handed in, and where, by platform. */
export interface SubmissionAsked {
  readonly program: Program;
  readonly version: Version;
  readonly targets: Targets;
}

/** Looks up what a submission names. Locks the program: two submissions of it are judged one after the other. */
export async function submissionAsked(
  records: ReviewRecords,
  actor: Actor,
  input: SubmitInput,
  now: Date,
): Promise<Outcome<SubmissionAsked, Problem>> {
  const misnamed = contentKindFaults(variants, input.absentContent, 'input.absentContent');
  if (misnamed.length > 0) return refused(...misnamed);
  const version = await records.version(actor.accountId, input.versionId);
  if (!version) return refused(notFound({ 'zh-CN': '版本', en: 'version' }, 'input.versionId'));
  const program = await records.lockProgram(actor.accountId, version.programId);
  if (!program) return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.versionId'));
  const targets = await targetsOf(records, program, input.hostIds, now);
  if (!targets.ok) return targets;
  return done({ program, version, targets: targets.value });
}

type Targets = ReadonlyMap<PlatformId, readonly Host[]>;

async function targetsOf(
  records: ReviewRecords,
  program: Program,
  hostIds: readonly HostId[] | undefined,
  now: Date,
): Promise<Outcome<Targets, Problem>> {
  const published = await publishedHosts(records);
  const registeredOn = await records.platformsOf(program.id);
  const selections: HostSelection[] = [];
  for (const platform of registeredOn) {
    const selection = await records.selection(program.id, platform);
    if (selection) selections.push(selection);
  }
  const asked = {
    published,
    hostIds,
    selections,
    registeredOn,
    day: civilDateAt(now),
    path: 'input.hostIds',
  };
  const { hosts, problems } = hostsMeant(asked);
  if (problems.length > 0) return refused(...problems);
  const targets = new Map<PlatformId, readonly Host[]>();
  for (const host of hosts) targets.set(host.platform, [...(targets.get(host.platform) ?? []), host]);
  return done(targets);
}

/** The hosts of all platforms, in the order of the platforms. */
export async function publishedHosts(records: Pick<ReviewRecords, 'hosts'>): Promise<readonly Host[]> {
  const published: Host[] = [];
  // One after the other: inside a transaction there is one connection.
  for (const { platform } of variants) published.push(...(await records.hosts(platform)));
  return published;
}

/** One submission being written down, platform by platform. The submission itself exists from the first acceptance on. */
class SubmissionDesk {
  submissionId: string | undefined;
  readonly #records: ReviewRecords;
  readonly #actor: Actor;
  readonly #program: Program;
  readonly #version: Version;
  readonly #declaration: Pick<SubmitInput, 'absentContent' | 'forReviewer'>;
  readonly #now: Date;

  constructor(
    records: ReviewRecords,
    actor: Actor,
    program: Program,
    version: Version,
    { absentContent, forReviewer }: SubmitInput,
    now: Date,
  ) {
    this.#records = records;
    this.#actor = actor;
    this.#program = program;
    this.#version = version;
    this.#declaration = { absentContent, ...(forReviewer ? { forReviewer } : {}) };
    this.#now = now;
  }

  async submitTo(platform: PlatformId, hosts: readonly Host[]): Promise<HostResult[]> {
    await this.#records.lockPackagesOf(this.#program.id, platform);
    const { facts, pack } = await factsOfVersion(
      this.#records,
      this.#program,
      this.#version,
      platform,
      this.#declaration,
    );
    const records = this.#records;
    const { id } = this.#program;
    const { verdict, hosts: judged } = await judgeSubmission(records, id, platform, hosts, facts, this.#now);
    const registration = await records.registration(id, platform);
    if (verdict.answer !== 'YES' || !registration) {
      this.#noteRefusal(platform, hosts, verdict);
      return hosts.map((host): HostResult => ({ hostId: host.id, platform, verdict }));
    }
    const welcome = judged.filter((one) => one.welcome).map(({ host }) => host);
    for (const one of judged) {
      if (!one.welcome) this.#noteRefusal(platform, [one.host], one.verdict);
    }
    const taken =
      welcome.length > 0
        ? await this.#takeOn(verdict, welcome, registration.id, pack, facts.version?.release)
        : undefined;
    if (taken) {
      const use = { platform, facts, operation: 'SUBMIT', at: this.#now } as const;
      await acceptByUse(records, this.#actor, use);
    }
    return judged.map(
      (one): HostResult => ({
        hostId: one.host.id,
        platform,
        verdict: one.verdict,
        ...(taken && one.welcome ? { packageId: taken.id } : {}),
      }),
    );
  }

  async #takeOn(
    { platform, agreementVersion }: Verdict,
    hosts: readonly Host[],
    registrationId: string,
    earlier: PackageRecord | undefined,
    release: ReleaseState = 'NOT_RELEASED',
  ): Promise<PackageRecord> {
    const { accountId } = this.#program;
    const hostIds = hosts.map(({ id }) => id);
    this.submissionId ??= await this.#records.addSubmission(this.#version, accountId, this.#declaration);
    const { submissionId } = this;
    const { transitions } = variantOf(platform);
    const isOver =
      earlier !== undefined && mayBeResubmitted(transitions, { review: earlier.review, release });
    // A version that never got as far as a review (its upload failed) is the same package once more. After a review
    // that was taken back it is another one: the id is the mark that it carries at the platform, and by which its review
    // is told from the one before.
    const pack =
      earlier !== undefined && !isOver
        ? earlier
        : await this.#records.addPackage({
            submissionId,
            version: this.#version,
            accountId,
            registrationId,
            platform,
            attempt: (earlier?.attempt ?? 0) + 1,
            hostIds,
          });
    await this.#records.changePackage(pack.id, {
      submissionId,
      hostIds,
      goal: 'IN_REVIEW',
      trouble: null,
      submittedAt: this.#now,
    });
    await this.#placeAtHosts(pack, hosts);
    this.#records.record({
      type: 'SUBMITTED',
      programId: this.#program.id,
      versionId: this.#version.id,
      subjectId: pack.id,
      payload: {
        ...this.#about(platform, hostIds),
        submissionId,
        packageId: pack.id,
        ...(isOver ? { attempt: pack.attempt, earlierPackageId: earlier.id } : {}),
        agreementVersion,
      },
    });
    this.#records.enqueue({ kind: 'PACKAGE', id: pack.id });
    return pack;
  }

  async #placeAtHosts(pack: PackageRecord, hosts: readonly Host[]): Promise<void> {
    const { id: packageId, platform } = pack;
    await this.#records.ensureDistributions(
      this.#program,
      platform,
      hosts.map(({ id }) => id),
    );
    const distributions = await this.#records.distributionsOf(this.#program.id, platform);
    for (const distribution of distributions) {
      const host = hosts.find(({ id }) => id === distribution.hostId);
      if (!host) continue;
      // A host was still thinking about an earlier version: it need not any more.
      await takeBackHostReview(this.#records, distribution);
      await this.#records.changeDistribution(distribution.id, {
        ...goesOn(distribution),
        packageId,
        confirmation: host.confirmation === 'OWN' ? 'WAITING' : 'NOT_NEEDED',
        release: 'NOT_RELEASED',
        words: null,
      });
    }
  }

  #noteRefusal(platform: PlatformId, hosts: readonly Host[], verdict: Verdict): void {
    const { answer, findings, agreementVersion } = verdict;
    const hostIds = hosts.map(({ id }) => id);
    this.#records.record({
      type: 'SUBMISSION_REFUSED',
      programId: this.#program.id,
      versionId: this.#version.id,
      subjectId: this.#version.id,
      payload: {
        ...this.#about(platform, hostIds),
        answer,
        agreementVersion,
        findings: findings.map(({ code, effect, citations, hostRule }) => ({
          code,
          effect,
          clauses: citations.map(({ clause }) => clause),
          ...(hostRule ? { hostRule } : {}),
        })),
      },
    });
  }

  #about(platform: PlatformId, hostIds: readonly HostId[]) {
    return { platform, hostIds, versionId: this.#version.id, versionNumber: this.#version.number };
  }
}
