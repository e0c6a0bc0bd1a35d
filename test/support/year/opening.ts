import { describe, expect, it } from '@jest/globals';
import { readNoodleHouse } from '../../../src/demo/noodle-house.ts';
import { addDays } from '../../../src/kernel/civil-time.ts';
import { duties, endOf, standing, verdicts } from './questions.ts';
import type { Told, Year } from './year.ts';

export const HOLDER = '样例（虚构）餐饮有限公司';
const EVERYWHERE = ['wechat', 'baiduboxapp', 'tieba'];

interface Declared {
  readonly subject: object;
  readonly manifest: { readonly name: string };
}

/** Both agreements, two programs, both platforms: everything public by the evening of the first day. */
export function opening(of: () => Year): void {
  describe('10 March: a restaurant opens on both platforms', () => {
    it('where nothing begins before every document of the bundle is accepted (wechat/0.1, wechat/0.2, baidu/0.1)', async () => {
      const year = of();
      const { subject, manifest } = await readNoodleHouse<Declared>();
      await year.act('OWNER', 'declareSubject', 'subject { declared }', subject);
      for (const [key, name, validUntil] of [
        ['noodles', '样例面馆', '2027-06-30'],
        ['tea', '样例茶馆', '2029-12-31'],
      ] as const) {
        const materials = [
          await paper(year, '食品经营许可证', { validUntil }),
          await paper(year, '小程序图标'),
        ];
        const created = await year.act('DEVELOPER', 'createProgram', 'program { id name }', {
          manifest: { ...manifest, name },
          materials,
        });
        year.memory.set(key, created.program);
      }
      await year.act('DEVELOPER', 'addMaterial', 'material { id }', await paper(year, '营业执照'));

      for (const platform of ['WECHAT', 'BAIDU'] as const) {
        const [problem] = await year.refused(
          'OWNER',
          'registerProgram',
          registrationOf(year.noodles, platform),
        );
        expect(problem).toMatchObject({ code: 'AGREEMENT_REQUIRED' });
        const { acceptance } = await year.act('OWNER', 'acceptAgreement', ACCEPTANCE, {
          platform,
          all: true,
        });
        expect(acceptance.complete).toBe(true);
        expect(acceptance.documents.every(({ how }: Told) => how === 'EXPLICIT')).toBe(true);
      }
    });

    it('keeps a phone on file for notices, which Baidu’s agreement needs and WeChat’s does not (baidu/7)', async () => {
      const year = of();
      expect(await duties(year, 'WECHAT', 'KEEP_PHONE_ON_FILE')).toEqual([]);
      const dueAt = endOf(addDays(year.today(), 7));
      expect(await duties(year, 'BAIDU', 'KEEP_PHONE_ON_FILE')).toMatchObject([
        { clauses: ['baidu/7'], state: 'OPEN', dueAt },
      ]);
      await year.act('OWNER', 'putPhoneOnFile', 'phone', { phone: '13800138000' });
      expect(await duties(year, 'BAIDU', 'KEEP_PHONE_ON_FILE')).toMatchObject([{ state: 'FULFILLED' }]);
    });

    it('gets keys with registration at WeChat, and after admission at Baidu (wechat/2.1, baidu/2.1)', async () => {
      const year = of();
      for (const program of [year.noodles, year.tea]) {
        await register(year, program, 'WECHAT', { admission: 'NONE', verification: 'NONE' });
        await register(year, program, 'BAIDU', { admission: 'PENDING', verification: 'NONE' });
      }
      const { id } = year.noodles;
      await newVersion(year, id, '1.0.0');
      const submit = await verdicts(year, id, 'SUBMIT', ['wechat', 'baiduboxapp']);
      expect(submit.wechat).toEqual({ answer: 'YES', findings: [] });
      expect(submit.baiduboxapp).toEqual({ answer: 'NO', findings: ['NOT_ADMITTED baidu/2.1'] });
      for (const program of [year.noodles, year.tea]) {
        await heardRegistration(year, program, 'BAIDU', { admission: 'PASSED', verification: 'NONE' });
      }
      expect((await verdicts(year, id, 'SUBMIT', ['baiduboxapp'])).baiduboxapp?.answer).toBe('YES');
      const owed = await duties(year, 'WECHAT', 'CHECK_SECURITY');
      expect(owed.map((one: Told) => [one.state, one.dueAt])).toEqual([
        ['OPEN', endOf(addDays(year.today(), 180))],
        ['OPEN', endOf(addDays(year.today(), 180))],
      ]);
      expect(await duties(year, 'BAIDU', 'CHECK_SECURITY')).toEqual([]);
    });

    it('is public once it may be: at WeChat after its review, at Baidu verified besides and with each host’s own word (wechat/2.4, wechat/3.1, baidu/2.2, baidu/3.1, baidu/3.6)', async () => {
      const year = of();
      const { id } = year.noodles;
      await year.act('DEVELOPER', 'chooseHosts', 'hosts { id }', {
        programId: id,
        platform: 'BAIDU',
        hostIds: ['baiduboxapp', 'tieba'],
      });
      const packages = await handIn(year, id, EVERYWHERE);
      expect((await standing(year, id, 'wechat')).visibility).toBe('TESTERS_ONLY');
      await approve(year, 'WECHAT', packages.wechat ?? '');
      await approve(year, 'BAIDU', packages.baiduboxapp ?? '');
      expect(await verdicts(year, id, 'RELEASE', EVERYWHERE)).toEqual({
        wechat: { answer: 'YES', findings: [] },
        baiduboxapp: { answer: 'NO', findings: ['NOT_VERIFIED baidu/2.2'] },
        tieba: { answer: 'NO', findings: ['NOT_VERIFIED baidu/2.2', 'HOST_NOT_CONFIRMED baidu/3.6'] },
      });
      for (const program of [year.noodles, year.tea]) {
        const verify = { programId: program.id, platform: 'BAIDU' };
        await year.act('OWNER', 'startVerification', 'registration { id }', verify);
        await heardRegistration(year, program, 'BAIDU', { admission: 'PASSED', verification: 'PASSED' });
      }
      const { hostReviews } = await year.ask('tieba', '{ hostReviews { nodes { id } } }');
      await year.act('tieba', 'decideHostReview', 'review { id }', {
        reviewId: hostReviews.nodes[0].id,
        decision: 'CONFIRM',
      });
      await release(year, id, packages);
      for (const hostId of EVERYWHERE) {
        expect(await standing(year, id, hostId)).toMatchObject({
          visibility: 'PUBLIC',
          liveVersion: { number: '1.0.0' },
        });
      }
    });
  });
}

const ACCEPTANCE =
  'acceptance { complete agreementVersion documents { how by operation document { id version } } }';

export async function paper(year: Year, name: string, more: object = {}) {
  const fileId = await year.upload('DEVELOPER', `${name}.pdf`);
  return { paper: name, holder: HOLDER, fileId, validFrom: '2020-01-01', ...more };
}

const registrationOf = (program: { id: string }, platform: string) => ({
  programId: program.id,
  platform,
  email: `${program.id}-${platform}@noodle-house.example`,
});

interface Checks {
  readonly admission: 'NONE' | 'PENDING' | 'PASSED';
  readonly verification: 'NONE' | 'PASSED';
}

async function register(year: Year, program: { id: string }, platform: 'WECHAT' | 'BAIDU', checks: Checks) {
  year.platform(platform).registration = { state: 'ABSENT' };
  await year.act('OWNER', 'registerProgram', 'registration { id }', registrationOf(program, platform));
  await heardRegistration(year, program, platform, checks);
}

async function heardRegistration(
  year: Year,
  { id }: { id: string },
  platform: 'WECHAT' | 'BAIDU',
  checks: Checks,
) {
  year.platform(platform).registration = { state: 'REGISTERED', appId: `${platform}-${id}`, ...checks };
  const { program } = await year.ask(
    'VIEWER',
    'query ($id: ID!) { program(id: $id) { registrations { id platform } } }',
    { id },
  );
  const registration = program.registrations.find((one: Told) => one.platform === platform);
  await year.hear({ kind: 'REGISTRATION', id: registration.id });
}

export async function newVersion(year: Year, programId: string, number: string): Promise<string> {
  const { settings } = await readNoodleHouse();
  const { version } = await year.act('DEVELOPER', 'createVersion', 'version { id }', {
    programId,
    number,
    settings,
    templates: [
      { platform: 'WECHAT', templateId: '1' },
      { platform: 'BAIDU', templateId: '1' },
    ],
  });
  return version.id;
}

/** Hands the newest version in at these hosts; what was handed in, by host. */
export async function handIn(year: Year, programId: string, hostIds: readonly string[]) {
  const results = await triedAt(year, programId, hostIds);
  const refused = results.filter(({ accepted }: Told) => !accepted);
  if (refused.length > 0) throw new Error(JSON.stringify(refused, null, 1));
  return Object.fromEntries(results.map((one: Told) => [one.host.id, one.package.id])) as Record<
    string,
    string
  >;
}

/** Hands the newest version in, whatever comes of it. */
export async function triedAt(year: Year, programId: string, hostIds: readonly string[]): Promise<Told[]> {
  const { agreement, program } = await year.ask(
    'DEVELOPER',
    'query ($id: ID!) { agreement(platform: BAIDU) { contentKinds { code } } program(id: $id) { versions(first: 1) { id } } }',
    { id: programId },
  );
  const { submitForReview } = await year.ask(
    'DEVELOPER',
    `mutation ($input: SubmitForReviewInput!) { submitForReview(input: $input) { problems { __typename code platform }
       results { host { id } accepted package { id } verdict { agreementVersion findings { code citations { agreementVersion clause { id } } } } } } }`,
    {
      input: {
        versionId: program.versions[0].id,
        hostIds,
        absentContent: agreement.contentKinds.map(({ code }: Told) => code),
      },
    },
  );
  await year.settle();
  return submitForReview.results;
}

export async function approve(year: Year, platform: 'WECHAT' | 'BAIDU', packageId: string): Promise<void> {
  year.platform(platform).reports.set(packageId, { state: 'APPROVED', reference: `audit-${packageId}` });
  await year.hear({ kind: 'PACKAGE', id: packageId });
}

async function release(year: Year, programId: string, packages: Readonly<Record<string, string>>) {
  const { versions } = (
    await year.ask('DEVELOPER', 'query ($id: ID!) { program(id: $id) { versions(first: 1) { id } } }', {
      id: programId,
    })
  ).program;
  const { results } = await year.act('DEVELOPER', 'release', 'results { accepted }', {
    versionId: versions[0].id,
  });
  expect(results.every(({ accepted }: Told) => accepted)).toBe(true);
  for (const packageId of new Set(Object.values(packages))) {
    await year.hear({ kind: 'PACKAGE', id: packageId });
  }
}
