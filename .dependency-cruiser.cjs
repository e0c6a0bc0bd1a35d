const { existsSync, readdirSync } = require('node:fs');
const path = require('node:path');

/** A platform is a folder of the policy room that answers for one. */
const policyRoom = path.join(__dirname, 'src/policy');
const platforms = readdirSync(policyRoom)
  .filter((folder) => existsSync(path.join(policyRoom, folder, 'variant.ts')))
  .join('|');

/** The rooms in which the use cases are, and what these are about. */
const useCases = [
  'kernel',
  'accounts',
  'programs',
  'policy',
  'hosts',
  'events',
  'onboarding',
  'duties',
  'review',
  'webhooks',
];

/** Which room may import which. Read top to bottom: a room knows only rooms above it. */
const rooms = [
  { name: 'kernel', knows: [] },
  { name: 'accounts', knows: ['kernel'] },
  { name: 'programs', knows: ['kernel'] },
  { name: 'policy', knows: ['kernel', 'programs'] },
  { name: 'hosts', knows: ['kernel', 'programs'] },
  { name: 'delivery', knows: ['kernel'] },
  { name: 'events', knows: ['kernel'] },
  { name: 'onboarding', knows: ['kernel', 'accounts', 'programs', 'policy', 'hosts', 'events'] },
  {
    name: 'duties',
    knows: ['kernel', 'accounts', 'programs', 'policy', 'hosts', 'delivery', 'events', 'onboarding'],
  },
  { name: 'review', knows: ['kernel', 'accounts', 'programs', 'policy', 'hosts', 'events', 'onboarding'] },
  { name: 'webhooks', knows: ['kernel', 'accounts', 'policy', 'delivery', 'events', 'onboarding'] },
  { name: 'store', knows: useCases },
  { name: 'graphql', knows: [...useCases, 'store'] },
  {
    name: 'http',
    knows: ['kernel', 'accounts', 'programs', 'hosts', 'events', 'onboarding', 'duties', 'review'],
  },
  { name: 'client', knows: [] },
  { name: 'sandbox', knows: ['kernel', 'client'] },
  { name: 'demo', knows: ['client'] },
];

const roomRules = rooms.map(({ name, knows }) => ({
  name: `${name}-knows-only-${knows.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: `^src/(${[name, ...knows].join('|')})/` },
}));

/** An npm package lives in one room. */
const homes = [
  ['@prisma/', 'store/'],
  ['pg/', 'store/'],
  ['pg-boss/', 'store/'],
  ['@electric-sql/', 'store/'],
  ['ioredis/', 'store/wake-ups/'],
  ['@nats-io/', 'store/wake-ups/'],
  ['type-graphql/', 'graphql/'],
  ['dataloader/', 'graphql/'],
  ['@apollo/', '(graphql/|app\\.ts)'],
  ['better-auth/', 'accounts/'],
  ['@better-auth/', 'accounts/'],
  // A library of waiting: for a host's answer, and before a job is tried again.
  ['cockatiel/', '(hosts/|store/job-queue\\.ts|webhooks/)'],
  ['nodemailer/', 'delivery/'],
  ['libphonenumber-js/', 'duties/'],
  ['@marcbachmann/cel-js/', 'policy/hosts/'],
  ['graphiql/', 'http/'],
  ['prom-client/', 'http/'],
];
const homeRules = homes.map(([pkg, home]) => ({
  name: `${pkg.replace(/\W/g, '')}-has-one-home`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${home}` },
  to: { path: `node_modules/${pkg}` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    ...homeRules,
    {
      name: 'platforms-do-not-know-each-other',
      severity: 'error',
      from: { path: `^src/(policy|hosts|sandbox)/(${platforms})/` },
      to: { path: `^src/$1/(${platforms})/`, pathNot: '^src/$1/$2/' },
    },
    {
      name: 'policy-is-pure',
      comment:
        'A verdict depends on facts alone: no clock, no disk, no network, no package but the CEL of host rules.',
      severity: 'error',
      from: { path: '^src/(policy|programs)/', pathNot: '^src/policy/hosts/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'] },
    },
    {
      name: 'host-rules-know-cel-alone',
      severity: 'error',
      from: { path: '^src/policy/hosts/' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'],
        pathNot: 'node_modules/@marcbachmann/cel-js/',
      },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'src-does-not-know-tests', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(\\.d\\.ts|/main\\.ts|\\.mjs|\\.config\\.\\w+)$' },
      to: {},
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'src/(store|client)/generated/' },
  },
};
