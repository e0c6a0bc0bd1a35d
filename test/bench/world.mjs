import { createHash } from 'node:crypto';
import { variants } from '../../dist/policy/variants.js';
import { seedHosts } from '../../dist/store/seed-hosts.js';

export const ACCOUNT = id('acct', 1);
/** It opens nothing but the bench's own database, which lives for a minute. */
export const TOKEN = `pft_${'benchmark'.repeat(8).slice(0, 64)}`;

const PROGRAMS = 1_000;
const HOSTS = [
  ['WECHAT', 'wechat'],
  ['BAIDU', 'baiduboxapp'],
  ['BAIDU', 'bdmap'],
  ['BAIDU', 'iqiyi'],
  ['BAIDU', 'tieba'],
];

/** As large as a restaurant's: it is read with each program. */
const MANIFEST = {
  name: '一家面馆',
  introduction: '到店点餐、外卖与会员积分。在线查看菜单，选择口味，预约取餐时间，随时了解制作进度。',
  ownership: { kind: 'OWN_NAME' },
  categories: [
    { platform: 'WECHAT', path: ['餐饮服务', '点餐平台'] },
    { platform: 'BAIDU', path: ['餐饮', '餐饮服务'] },
  ],
  dataItems: ['phone', 'address', 'location'].map((key) => ({
    key,
    name: `用户的${key}`,
    sensitivity: key === 'location' ? 'LOCATION' : 'PHONE_NUMBER',
    purpose: '联系用户并把餐品送到指定的地点',
    feature: '外卖下单',
    consentMoment: '第一次下单时',
    separateConsent: true,
    usedForMarketing: false,
  })),
  collectsNoData: false,
  privacyPolicy: {
    url: 'https://noodles.example/privacy',
    sections: ['phone', 'address', 'location'].map((item) => ({
      item,
      collection: '下单时由用户填写',
      use: '仅用于配送与联系',
      sharing: '仅提供给配送员',
    })),
  },
  serverDomains: ['https://api.noodles.example'],
  analytics: 'ENABLED',
  advancedFeatures: [],
};

/**
 * One account with a thousand programs, each released at five hosts: a package on each platform, which was
 * refused once before it was approved, and a review of their own at two hosts.
 */
export async function seedWorld({ prisma, pool }) {
  await seedHosts(
    prisma,
    variants.flatMap(({ hosts }) => hosts),
  );
  await seedAccount(pool);
  await seedPrograms(pool);
  await seedReviews(pool);
  await pool.query('ANALYZE');
}

async function seedAccount(pool) {
  await pool.query(`INSERT INTO "Account" (id, "sealedName", slug, "createdAt") VALUES ($1, '', $1, now())`, [
    ACCOUNT,
  ]);
  const hash = createHash('sha256').update(TOKEN).digest('base64url');
  await pool.query(
    `INSERT INTO "ApiToken" (id, "configId", "accountId", name, "tokenHash", permissions, enabled, "createdAt", "updatedAt")
     VALUES ('tok_bench', 'default', $1, 'bench', $2, '{"role":["DEVELOPER"]}', true, now(), now())`,
    [ACCOUNT, hash],
  );
}

/** So many more tokens of the same role: one carries a thousand sockets. Resolves to all of them. */
export async function seedTokens({ pool }, count) {
  const tokens = Array.from(
    { length: count },
    (_, n) => `pft_${`benchmark${String.fromCharCode(65 + n)}`.repeat(8).slice(0, 64)}`,
  );
  for (const [n, token] of tokens.entries()) {
    const hash = createHash('sha256').update(token).digest('base64url');
    await pool.query(
      `INSERT INTO "ApiToken" (id, "configId", "accountId", name, "tokenHash", permissions, enabled, "createdAt", "updatedAt")
       VALUES ($2, 'default', $1, $2, $3, '{"role":["DEVELOPER"]}', true, now(), now())`,
      [ACCOUNT, `tok_bench_${n}`, hash],
    );
  }
  return tokens;
}

async function seedPrograms(pool) {
  const each = `FROM generate_series(1, ${PROGRAMS}) AS n`;
  const insert = (text, ...values) => pool.query(text, [ACCOUNT, ...values]);
  await insert(
    `INSERT INTO "Program" (id, "accountId", name, manifest, "createdAt")
     SELECT ${sqlId('prog')}, $1, '面馆 ' || n, $2::jsonb, now() ${each}`,
    JSON.stringify(MANIFEST),
  );
  await insert(
    `INSERT INTO "Version" (id, "accountId", "programId", number, description, settings, templates, "createdAt")
     SELECT ${sqlId('ver')}, $1, ${sqlId('prog')}, '1.0.0', '', '{}', '{"WECHAT":"1","BAIDU":"1"}', now() ${each}`,
  );
  await insert(
    `INSERT INTO "Submission" (id, "accountId", "programId", "versionId", declaration, "createdAt")
     SELECT ${sqlId('sub')}, $1, ${sqlId('prog')}, ${sqlId('ver')}, '{"absentContent":[]}', now() ${each}`,
  );
  for (const [nth, platform] of ['WECHAT', 'BAIDU'].entries()) {
    const one = `${PROGRAMS * nth} + n`;
    const hostIds = HOSTS.filter(([of]) => of === platform).map(([, hostId]) => hostId);
    await insert(
      `INSERT INTO "Registration" (id, "accountId", "programId", platform, "sealedEmail", state, "appId", admission,
         verification, "createdAt", "updatedAt")
       SELECT ${sqlId('reg', one)}, $1, ${sqlId('prog')}, $2, '', 'REGISTERED', 'app' || n, 'PASSED', 'PASSED', now(), now() ${each}`,
      platform,
    );
    await insert(
      `INSERT INTO "Package" (id, "accountId", "programId", "submissionId", "versionId", "registrationId", platform,
         "hostIds", state, review, online, reference, "submittedAt", "updatedAt")
       SELECT ${sqlId('pkg', one)}, $1, ${sqlId('prog')}, ${sqlId('sub')}, ${sqlId('ver')}, ${sqlId('reg', one)}, $2,
         $3, 'UPLOADED', 'APPROVED', true, n::text, now(), now() ${each}`,
      platform,
      hostIds,
    );
  }
}

async function seedReviews(pool) {
  const review = (kind, reviewer, state, words, day, hosts) =>
    pool.query(
      `INSERT INTO "Review" (id, "accountId", "programId", "packageId", platform, "hostId", reviewer, state, words,
         source, "openedAt", "decidedAt")
       SELECT ${sqlId('rev', `${kind}000000 + row_number() OVER ()`)}, $1, p."programId", p.id, p.platform, h.id, $2, $3, $4,
         'SIMULATED', $5::timestamptz, $5::timestamptz + interval '5 hours'
       FROM "Package" p CROSS JOIN ${hosts} WHERE h.platform = p.platform`,
      [ACCOUNT, reviewer, state, words, day],
    );
  const platforms = `(VALUES ('WECHAT', NULL), ('BAIDU', NULL)) AS h (platform, id)`;
  await review(
    1,
    'PLATFORM',
    'REJECTED',
    '首页无法打开，请修改后重新提交',
    '2026-11-01T08:00:00Z',
    platforms,
  );
  await review(2, 'PLATFORM', 'APPROVED', null, '2026-11-02T08:00:00Z', platforms);
  const ownReview = `(VALUES ('BAIDU', 'iqiyi'), ('BAIDU', 'tieba')) AS h (platform, id)`;
  await review(3, 'HOST', 'CONFIRMED', null, '2026-11-03T08:00:00Z', ownReview);
  for (const [nth, [platform, hostId]] of HOSTS.entries()) {
    await pool.query(
      `INSERT INTO "Distribution" (id, "accountId", "programId", platform, "hostId", "packageId", confirmation, release,
         "livePackageId", "liveSince", "updatedAt")
       SELECT ${sqlId('dist', `${nth}00000 + row_number() OVER ()`)}, $1, "programId", $2, $3, id,
         CASE WHEN $3 IN ('iqiyi', 'tieba') THEN 'CONFIRMED' ELSE 'NOT_NEEDED' END, 'RELEASED', id, now(), now()
       FROM "Package" WHERE platform = $2`,
      [ACCOUNT, platform, hostId],
    );
  }
}

/** The id of the nth thing of its kind, made in the database. */
function sqlId(kind, number = 'n') {
  return `'${kind}_' || lpad((${number})::text, 26, '0')`;
}

export function id(kind, number) {
  return `${kind}_${String(number).padStart(26, '0')}`;
}
