import { createAccountsDatabase } from './accounts/accounts-database.ts';
import { createRecentAnswers } from './accounts/recent-answers.ts';
import { createSignIn, type SignIn } from './accounts/sign-in.ts';
import type { Config, Keys } from './config.ts';
import { createCarriers } from './delivery/carriers.ts';
import { post } from './delivery/outgoing-post.ts';
import { doJob } from './do-job.ts';
import { followEvents } from './duties/follow-events.ts';
import { hearMeasure } from './duties/hear-measure.ts';
import { hearRecords } from './duties/hear-records.ts';
import { Bell } from './events/bell.ts';
import type { EventSource } from './events/event.ts';
import type { StreamId } from './events/stream.ts';
import { type MountedGraphql, mountGraphql } from './graphql/server.ts';
import type { BaiduConfig } from './hosts/baidu/config.ts';
import { createBaiduConnector } from './hosts/baidu/connector.ts';
import type { PlatformConnector } from './hosts/connector.ts';
import { HostError } from './hosts/host-error.ts';
import type { HostWatch } from './hosts/host-watch.ts';
import type { WechatConfig } from './hosts/wechat/config.ts';
import { createWechatConnector } from './hosts/wechat/connector.ts';
import { registerAuthorisations } from './http/authorisations.ts';
import { clientAddressOf, trustedProxies } from './http/client-address.ts';
import { registerComplianceReports } from './http/compliance-reports.ts';
import { registerConfirmations } from './http/confirmations.ts';
import { registerExplorer } from './http/explorer.ts';
import { registerFiles } from './http/files.ts';
import { registerHealth } from './http/health.ts';
import { createMetrics } from './http/metrics.ts';
import { serveMetrics } from './http/metrics-server.ts';
import { registerPlatformExits } from './http/platform-exits.ts';
import { registerPushes } from './http/pushes.ts';
import { registerQrCodes } from './http/qr-codes.ts';
import { createServer } from './http/server.ts';
import { registerSignIn } from './http/sign-in.ts';
import { inTurn } from './in-turn.ts';
import type { Clock } from './kernel/clock.ts';
import { keepLogs } from './log-keeping.ts';
import { jobKinds } from './onboarding/job.ts';
import { redeemAuthorisation } from './onboarding/redeem-authorisation.ts';
import { variants } from './policy/variants.ts';
import type { PlatformId } from './programs/platform.ts';
import { hearAuthorisation } from './review/hear-authorisation.ts';
import { hearRevocation, hearSetting, hearVerificationDue } from './review/hear-setting.ts';
import { dueBefore, lookAfterSeconds, SWEEP_SECONDS } from './review/looks.ts';
import type { PushDeps } from './review/pushes.ts';
import type { RecoveredPushes } from './review/recover-pushes.ts';
import { createAuthorisationLinks } from './store/authorisation-links.ts';
import { createComplianceReader } from './store/compliance-reader.ts';
import { createContestWork } from './store/contest-work.ts';
import { createCredentialUses } from './store/credential-uses.ts';
import { createCredentialVault } from './store/credential-vault.ts';
import { type Database, openDatabase } from './store/database.ts';
import { DeadLetterBox } from './store/dead-letters.ts';
import { createDutyWork } from './store/duty-work.ts';
import { createFieldCipher } from './store/encryption/field-cipher.ts';
import { createEventLog } from './store/event-store.ts';
import { createFileStore } from './store/files.ts';
import { createHostWork } from './store/host-work.ts';
import { createJobQueue, type FailedJob } from './store/job-queue.ts';
import { checkLogKeys, checkMasterKey } from './store/key-check.ts';
import { createNoticeWork } from './store/notice-work.ts';
import { createPerform } from './store/perform.ts';
import { createPushRecoveryStore } from './store/push-recovery.ts';
import { createPushStore } from './store/pushes.ts';
import { createQrCodePlaces } from './store/qr-code-places.ts';
import { createBacklogReads } from './store/reads/backlog.ts';
import { DemandReads } from './store/reads/demand-reads.ts';
import { readExits } from './store/reads/exit-reads.ts';
import { seedHostRuleSets } from './store/seed-host-rules.ts';
import { seedHosts } from './store/seed-hosts.ts';
import { takeUpStrandedWork } from './store/stranded-work.ts';
import { openWakeUps } from './store/wake-ups/open-wake-ups.ts';
import { Courier } from './webhooks/courier.ts';

export interface GatewayParts {
  readonly config: Config;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly hosts: { readonly wechat: WechatConfig; readonly baidu: BaiduConfig };
}

/** A gateway that is up. */
export interface Gateway {
  readonly signIn: SignIn;
  readonly database: Database;
  /** Stops taking requests, finishes what is under way, and closes the database. */
  stop(): Promise<void>;
}

/** Some dozen kilobytes each, 1 MB at most. */
const QR_CODES_KEPT = 100;
const QR_CODE_MAX_AGE_MS = 60_000;

/** How often a platform is asked for pushes that did not arrive; what they are about is polled for besides. */
const RECOVER_PUSHES_EVERY_MS = 600_000;
/** How soon pushes are found that a process stored, acknowledged, and died before it said so to the queue. */
const LANE_SWEEP_MS = 5_000;

/** What became of what webhooks were told is forgotten in steps, a thousand deliveries at once. */
const FORGET_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

/** Wires the rooms together and listens. The only file that knows all of them. */
export async function startGateway({ config, keys, clock, hosts }: GatewayParts): Promise<Gateway> {
  const trusts = trustedProxies(config.trustedProxies);
  const app = createServer(config.logLevel, trusts);
  const report = (fault: unknown) => {
    // A host that does not answer is to be expected, and tried again; anything else is ours to mend.
    if (fault instanceof HostError) app.log.warn(fault.detail, 'a call to a host failed');
    else app.log.error(fault);
  };
  const database = await openDatabase(config.database);
  const closing: (() => Promise<unknown>)[] = [() => database.close()];
  try {
    const { prisma, pool } = database;
    const cipher = createFieldCipher(keys.masterKeys);
    const uses = createCredentialUses(prisma, clock, { onError: report });
    closing.push(() => uses.stop());
    const vault = createCredentialVault(prisma, cipher, clock, uses);
    await checkMasterKey(vault);
    await checkLogKeys(pool, cipher);
    await seedHosts(
      prisma,
      variants.flatMap((variant) => variant.hosts),
    );
    await seedHostRuleSets(
      prisma,
      variants.flatMap((variant) => variant.hostRuleSets ?? []),
      clock.now(),
    );

    const bell = new Bell();
    const log = createEventLog(pool, clock, cipher);
    const ring = (stream: StreamId) => bell.ring(stream);
    const wakeUps = openWakeUps(config.database, config.wakeUps, { ring, log: app.log });
    closing.push(async () => wakeUps?.stop());
    const queue = await createJobQueue(pool, { alone: database.kind === 'EMBEDDED', onError: report });
    closing.push(() => queue.stop());

    const perform = createPerform({ database, cipher, clock, queue, bell, wakeUps, follow: followEvents });
    let served: MountedGraphql | undefined;
    const metrics = createMetrics({
      platforms: variants.map(({ platform }) => platform),
      jobKinds,
      backlog: createBacklogReads(pool),
      subscribers: () => served?.held(),
      ofProcess: config.metrics !== undefined,
      wakeUps,
    });
    const connectorOf = connectors(hosts, vault, clock, metrics.hosts);
    const hostSource: EventSource = config.hosts.kind === 'SANDBOX' ? 'SIMULATED' : 'OBSERVED';
    const work = createHostWork(prisma, cipher, clock);
    const now = () => clock.now();
    const pushStore = createPushStore(database, cipher, clock, queue, report);
    const deadLetters = new DeadLetterBox(prisma, cipher, clock);
    const links = createAuthorisationLinks(prisma, cipher);
    const hearing = { clock, perform, hostSource, ...pushStore };
    const pushDeps: PushDeps = {
      now,
      connectorOf,
      ...pushStore,
      hearMeasure: (platform, appId, told) => hearMeasure(hearing, platform, appId, told),
      hearSetting: (platform, decision, pushId) => hearSetting(hearing, platform, decision, pushId),
      hearVerificationDue: (platform, ends, pushId) => hearVerificationDue(hearing, platform, ends, pushId),
      hearAuthorisation: (platform, appId, page) =>
        hearAuthorisation({ ...hearing, connectorOf, links }, platform, appId, page),
      hearRevocation: (platform, gone, pushId) => hearRevocation(hearing, platform, gone, pushId),
    };
    const recovery = createPushRecoveryStore(prisma);
    const asksForPushes = variants.flatMap(({ platform }) =>
      connectorOf(platform).missedPushes ? [platform] : [],
    );
    const duties = createDutyWork(prisma);
    const notices = createNoticeWork(prisma, cipher, clock);
    const contests = createContestWork(prisma, cipher, clock);
    const carriers = createCarriers(config.delivery);
    const effects = {
      perform,
      clock,
      connectorOf,
      hostSource,
      now,
      carriers,
      ...work,
      ...duties,
      ...notices,
      ...contests,
      ...recovery,
      storePush: pushStore.storePush,
      hearRecords: (about: Parameters<typeof hearRecords>[1]) =>
        hearRecords({ ...hearing, connectorOf }, about),
      noteRecovery: async (platform: PlatformId, until: Date, found: RecoveredPushes) => {
        if (found.found > 0 || found.unreadable > 0)
          app.log.warn({ platform, ...found }, 'pushes had been missed');
        await recovery.noteRecovery(platform, until, found);
      },
    } as const;

    const signIn = createSignIn({
      database: createAccountsDatabase(prisma, cipher, clock),
      secret: keys.signInSecret,
      baseUrl: config.publicUrl,
      trustedOrigins: config.allowedOrigins,
      report,
      clock,
    });
    const files = createFileStore(prisma, cipher, clock);
    const complianceReport = createComplianceReader(database, cipher, clock);

    registerHealth(app, {
      needed: { database: () => pool.query('SELECT 1') },
      useful: wakeUps ? { wakeUps: () => wakeUps.isUp() } : {},
    });
    await registerSignIn(app, signIn, config.publicUrl);
    await registerFiles(app, { viewerOf: signIn.viewerOf, ...files });
    const demands = new DemandReads(prisma, cipher);
    registerConfirmations(app, {
      viewerOf: signIn.viewerOf,
      document: (reader, id) => demands.document(reader, id),
    });
    registerPlatformExits(app, {
      viewerOf: signIn.viewerOf,
      exit: async (accountId, id) => (await readExits(prisma, accountId, { id }))[0],
    });
    registerComplianceReports(app, {
      viewerOf: signIn.viewerOf,
      clock,
      platforms: variants.map(({ platform }) => platform),
      read: complianceReport,
    });
    registerQrCodes(app, {
      viewerOf: signIn.viewerOf,
      deps: {
        connectorOf,
        qrCodePlace: createQrCodePlaces(prisma, clock),
        recentImages: createRecentAnswers(clock, QR_CODE_MAX_AGE_MS, QR_CODES_KEPT),
      },
      maxAgeSeconds: QR_CODE_MAX_AGE_MS / 1000,
    });
    await registerPushes(app, {
      deps: pushDeps,
      platforms: variants.map(({ platform }) => platform),
      async takeConsent(platform, registrationId, query) {
        await connectorOf(platform).absorbConsent(registrationId, query);
        await pushDeps.enqueue([{ kind: 'REGISTRATION', id: registrationId }]);
      },
      watch: metrics.pushes,
    });
    await registerAuthorisations(app, {
      platforms: variants.map(({ platform }) => platform),
      clock,
      links,
      connectorOf,
      publicUrl: config.publicUrl,
      redeem: (platform, query) =>
        redeemAuthorisation({ clock, perform, hostSource, links, connectorOf, report }, platform, query),
    });
    if (config.hosts.kind === 'SANDBOX') await registerExplorer(app);
    const graphql = await mountGraphql(app, {
      clock,
      perform,
      database,
      cipher,
      log,
      bell,
      hostSource,
      connectorOf,
      backups: config.backups,
      streamLimits: config.streamLimits,
      addressOf: (request) => clientAddressOf(request, trusts),
      webhooks: { post, addresses: { privateAddresses: config.webhooks.privateAddresses } },
      signIn,
      complianceReport,
      publicUrl: config.publicUrl,
      allowedOrigins: [new URL(config.publicUrl).origin, ...config.allowedOrigins],
    });
    served = graphql;
    closing.push(() => graphql.stop());
    const courier = new Courier({
      ...graphql.webhooks,
      dice: Math.random,
      standing: (principal) => signIn.standing(principal),
      report,
    });
    const unhear = bell.hearAll(() => courier.wake());
    closing.push(async () => {
      unhear();
      await courier.stop();
    });
    closing.push(() => app.close());
    if (config.metrics) {
      const metricsServer = await serveMetrics(metrics, config.metrics, config.logLevel);
      closing.push(() => metricsServer.close());
    }

    await app.listen({ host: config.host, port: config.port });
    courier.start();
    const forget = setInterval(() => {
      const before = new Date(clock.now().getTime() - config.webhooks.keptDays * DAY_MS);
      graphql.webhooks.pruneWebhookDeliveries(before).catch(report);
    }, FORGET_EVERY_MS);
    closing.push(async () => clearInterval(forget));
    await takeUpStrandedWork(pool);
    await queue.start(
      async (job, stopping) => {
        const again = await doJob(job, effects, pushDeps, stopping);
        if (again !== undefined)
          await queue.send([{ job, notBefore: new Date(clock.now().getTime() + again) }]);
        // Of a lane the pushes are settled one by one.
        if (job.kind !== 'PUSH') await deadLetters.settle(job.kind, job.id);
      },
      buryIn(deadLetters, report),
    );
    const sweepLanes = () => {
      pushStore.waitingLanes().then(queue.sendUnlessWaiting).catch(report);
    };
    sweepLanes();
    const sweep = setInterval(sweepLanes, LANE_SWEEP_MS);
    closing.push(async () => clearInterval(sweep));
    const poll = setInterval(
      () => {
        const now = clock.now();
        Promise.all([
          work.dueForALook(now, config.pollMs),
          contests.contestsUntouchedSince(dueBefore(now, lookAfterSeconds.contest.HANDED_IN, config.pollMs)),
          duties.due(now),
          notices.noticesDue(now),
          recovery.recoveryDue(asksForPushes, new Date(now.getTime() - RECOVER_PUSHES_EVERY_MS)),
        ])
          .then((found) => queue.sendUnlessWaiting(found.flat()))
          .catch(report);
      },
      Math.min(SWEEP_SECONDS * 1_000, config.pollMs),
    );
    closing.push(async () => clearInterval(poll));
    closing.push(keepLogs({ config, database, cipher, clock, report }));
    return { signIn, database, stop: () => closeAll(closing) };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

/** A dead letter is also said in the operator's log. */
function buryIn(deadLetters: DeadLetterBox, report: (fault: unknown) => void) {
  return async ({ job: { kind, id }, reason }: FailedJob): Promise<void> => {
    // The pushes of a lane are given up one by one, each with its own reason.
    if (kind === 'PUSH') return;
    await deadLetters.bury({ kind, subjectId: id, reason });
    report(new Error(`given up after many attempts: ${kind} ${id}: ${reason}`));
  };
}

/** In the reverse order of opening; what fails to close does not keep the rest open. */
function closeAll(closing: readonly (() => Promise<unknown>)[]): Promise<void> {
  return inTurn([...closing].reverse());
}

function connectors(
  { wechat, baidu }: GatewayParts['hosts'],
  vault: Parameters<typeof createWechatConnector>[1],
  clock: Clock,
  watch: HostWatch,
): (platform: PlatformId) => PlatformConnector {
  const all = [
    createWechatConnector(wechat, vault, clock, { watch }),
    createBaiduConnector(baidu, vault, clock, { watch }),
  ];
  return (platform) => {
    const connector = all.find((candidate) => candidate.platform === platform);
    if (!connector) throw new Error(`no connector speaks to ${platform}`);
    return connector;
  };
}
