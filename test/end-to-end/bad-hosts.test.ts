import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateVersionDocument, SubmitForReviewDocument } from '../../src/client/generated/graphql.ts';
import { variants } from '../../src/policy/variants.ts';
import { freePort } from '../support/free-port.ts';
import { openSandboxedGateway, type SandboxedGateway } from '../support/sandboxed-gateway.ts';

let place: SandboxedGateway;
let metricsUrl: string;
beforeAll(async () => {
  const port = await freePort();
  metricsUrl = `http://127.0.0.1:${port}/metrics`;
  place = await openSandboxedGateway({ metrics: { host: '127.0.0.1', port } });
}, 300_000);
afterAll(() => place.stop());

const kinds = ['SERVER_ERROR', 'NOT_JSON', 'UNKNOWN_CODE', 'BROKEN_OFF', 'TIMEOUT'] as const;

/** How often each of these was counted of a platform. */
async function badAnswers(platform: string): Promise<Record<string, number>> {
  const text = await (await fetch(metricsUrl)).text();
  const counted = kinds.map((kind) => {
    const found = text.match(`bad_answers_total\\{platform="${platform}",kind="${kind}"\\} (\\d+)`);
    return [kind, Number(found?.[1])] as const;
  });
  return Object.fromEntries(counted);
}

describe.each([
  ['WECHAT', 'wechat', '/wxa/submit_audit', { errcode: 99_999_999, errmsg: 'no such code' }],
  [
    'BAIDU',
    'baiduboxapp',
    '/rest/2.0/smartapp/package/submitaudit',
    { errno: 99_999_999, msg: 'no such code' },
  ],
] as const)('when %s answers badly to a submission, again and again', (platform, hostId, path, unknown) => {
  it('it is handed in once in the end, nothing leaks, and each answer is counted', async () => {
    const before = await badAnswers(platform);
    const answers = [
      { status: 500, body: 'oops' },
      { body: '<html>maintenance</html>', contentType: 'text/html' },
      { body: unknown },
      { body: { errcode: 0, errno: 0 }, half: true },
      // The true answer, when nobody waits for it any more: the platform has acted.
      { delayMs: 60_000, acts: true },
    ];
    for (const answer of answers) await place.control(platform, 'answers', { path, ...answer });

    const input = {
      programId: place.programId,
      number: `7.0.${hostId.length}`,
      description: '',
      settings: {},
    };
    const templates = [
      { platform: 'WECHAT', templateId: '1' },
      { platform: 'BAIDU', templateId: '1' },
    ] as const;
    const { createVersion } = await place.api.execute(CreateVersionDocument, {
      input: { ...input, templates },
      locale: 'en',
    });
    const versionId = createVersion.version?.id ?? '';
    const absentContent = variants.flatMap(({ contentKinds }) => contentKinds.map(({ code }) => code));
    const { submitForReview } = await place.api.execute(SubmitForReviewDocument, {
      input: { versionId, hostIds: [hostId], absentContent },
      locale: 'en',
    });
    expect(submitForReview.problems).toEqual([]);

    const { prisma } = place.gateway.database;
    const approved = { versionId, review: 'APPROVED' };
    while ((await prisma.package.count({ where: approved })) === 0)
      await new Promise((later) => setTimeout(later, 200));

    expect(await place.calls(platform, path)).toBeGreaterThanOrEqual(answers.length);
    const after = await badAnswers(platform);
    for (const kind of kinds) expect([kind, (after[kind] ?? 0) - (before[kind] ?? 0)]).toEqual([kind, 1]);
    const { id } = await prisma.package.findFirstOrThrow({ where: approved });
    expect(await prisma.review.count({ where: { packageId: id, hostId: null } })).toBe(1);
    const events = JSON.stringify(
      await prisma.event.findMany({ select: { payload: true }, where: { subjectId: id } }),
    );
    expect(events).not.toMatch(/access_token|maintenance|refresh/);
  }, 240_000);

  it('the gateway is up, and ready', async () => {
    const { status } = await fetch(`${place.api.url}/health/ready`);
    expect(status).toBe(200);
  });
});
