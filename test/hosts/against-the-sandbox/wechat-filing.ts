import { expect } from '@jest/globals';
import { filingLists } from '../../../src/hosts/desks/filing.ts';
import { registration } from '../subjects.ts';
import { type Row, until } from './table.ts';
import { jpeg, NOT_AUTHORISED, revoked } from './wechat-code.ts';
import { waits } from './wechat-settings.ts';
import type { WechatStage } from './wechat-stage.ts';

type WechatRow = Row<WechatStage>;

/** The person in charge shows their face, and the form has all that it needs. */
async function filledIn({ connector, appId }: WechatStage) {
  const check = await connector.filing?.startFaceCheck(appId);
  await until(
    async () => connector.filing?.faceCheck(appId, check?.reference ?? ''),
    (state) => state === 'PASSED',
  );
  const letter = await connector.filing?.upload(appId, 'commitment_letter', jpeg);
  return {
    subject: { base_info: {}, organize_info: {}, principal_info: {} },
    program: {
      base_info: {
        service_content_types: [1],
        nrlx_details: [{ type: 7 }],
        comment: '为到店和在家的客人提供点餐、排队和外卖服务的小程序',
      },
      principal_info: { verify_task_id: check?.reference },
    },
    papers: { commitment_letter: [letter] },
  };
}
/** Whoever looks at it waits; it is with the platform. */
const applied = async (stage: WechatStage) => {
  const form = await filledIn(stage);
  waits(stage);
  await stage.connector.filing?.apply(stage.appId, form);
};
const stands = async ({ connector, appId }: WechatStage) => (await connector.filing?.read(appId))?.state;
const INCOMPLETE = { subject: {}, program: {}, papers: {} };

const verification = ({ appId }: WechatStage) => ({ ...registration, appId });
/** A verification that was begun, and what it is called. */
async function turnedDown(stage: WechatStage): Promise<void> {
  stage.sandbox.scriptRegistrations('*', [{ outcome: 'reject', reason: '执照已过期' }]);
  const moved = stage.nextNews('VERIFICATION_MOVED');
  stage.references.push((await stage.connector.startVerification(verification(stage))).mark);
  await moved;
}

/** The filing of a program with the authority, and the checks of its developer that go with it. */
export const wechatFiling: readonly WechatRow[] = [
  {
    drives: 'filing.startFaceCheck',
    calls: ['/wxa/icp/create_icp_verifytask'],
    act: ({ connector, appId }) => connector.filing?.startFaceCheck(appId),
    answers: { reference: expect.any(String), url: expect.stringMatching(/^https:/) },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.filing?.startFaceCheck(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'filing.faceCheck',
    calls: ['/wxa/icp/query_icp_verifytask'],
    given: async (stage) => {
      waits(stage);
      stage.references.push((await stage.connector.filing?.startFaceCheck(stage.appId))?.reference ?? '');
    },
    act: ({ connector, appId, references }) => connector.filing?.faceCheck(appId, references[0] ?? ''),
    answers: 'WAITING',
    refused: {
      act: ({ connector, appId }) => connector.filing?.faceCheck(appId, 'no such task'),
      as: { code: '40097' },
    },
  },
  {
    drives: 'filing.upload',
    calls: ['/wxa/icp/upload_icp_media'],
    act: ({ connector, appId }) => connector.filing?.upload(appId, 'commitment_letter', jpeg),
    answers: expect.any(String),
    refused: {
      act: ({ connector, appId }) => connector.filing?.upload(appId, '', jpeg),
      as: { code: '40097' },
    },
  },
  {
    drives: 'filing.download',
    calls: ['/wxa/icp/get_icp_media'],
    given: async ({ connector, appId, references }) => {
      references.push((await connector.filing?.upload(appId, 'commitment_letter', jpeg)) ?? '');
    },
    act: ({ connector, appId, references }) => connector.filing?.download(appId, references[0] ?? ''),
    answers: { mediaType: 'image/jpeg', bytes: Buffer.from(jpeg.bytes) },
    refused: {
      act: ({ connector, appId }) => connector.filing?.download(appId, 'no such paper'),
      as: { code: '40007' },
    },
  },
  {
    drives: 'filing.apply',
    calls: ['/wxa/icp/apply_icp_filing'],
    act: applied,
    afterwards: [stands, 'PLATFORM_REVIEW'],
    refused: {
      // Field by field.
      act: ({ connector, appId }) => connector.filing?.apply(appId, INCOMPLETE),
      as: { code: '86202', words: expect.stringContaining('icp_subject.base_info') },
    },
  },
  {
    drives: 'filing.withdraw',
    calls: ['/wxa/icp/cancel_apply_icp_filing'],
    given: applied,
    act: ({ connector, appId }) => connector.filing?.withdraw(appId),
    afterwards: [stands, 'NOT_FILED'],
    refused: {
      // It is with the authority.
      given: async (stage) => {
        await applied(stage);
        stage.sandbox.decideChange(stage.appId, 'icp', { outcome: 'approve' });
      },
      act: ({ connector, appId }) => connector.filing?.withdraw(appId),
      as: { code: '86330' },
    },
  },
  {
    drives: 'filing.cancel',
    calls: ['/wxa/icp/cancel_icp_filing'],
    given: waits,
    act: ({ connector, appId }) => connector.filing?.cancel(appId, 'PROGRAM'),
    afterwards: [
      async ({ connector, appId }) => (await connector.filing?.read(appId))?.isBeingCancelled,
      true,
    ],
    refused: {
      // Not filed yet.
      given: applied,
      act: ({ connector, appId }) => connector.filing?.cancel(appId, 'PROGRAM'),
      as: { code: '86368' },
    },
  },
  {
    drives: 'filing.onFile',
    calls: ['/wxa/icp/get_online_icp_order'],
    given: async (stage) => {
      const form = await filledIn(stage);
      await stage.connector.filing?.apply(stage.appId, form);
      await until(
        () => stands(stage),
        (state) => state === 'FILED',
      );
    },
    act: ({ connector, appId }) => connector.filing?.onFile(appId),
    answers: expect.objectContaining({
      icp_subject: expect.any(Object),
      icp_applets: expect.any(Object),
      icp_materials: expect.any(Object),
    }),
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.filing?.onFile(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'filing.choices',
    calls: [
      '/wxa/icp/query_icp_certificate_types',
      '/wxa/icp/query_icp_district_code',
      '/wxa/icp/query_icp_nrlx_types',
      '/wxa/icp/query_icp_service_content_types',
      '/wxa/icp/query_icp_subject_types',
    ],
    act: async ({ connector, appId }) => {
      const found = [];
      for (const list of filingLists) found.push((await connector.filing?.choices(appId, list))?.length);
      return found;
    },
    answers: filingLists.map(() => expect.any(Number)),
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.filing?.choices(appId, 'DISTRICTS'),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'developerChecks.repeat',
    calls: ['/wxa/sec/reauth'],
    given: turnedDown,
    act: (stage) => stage.connector.developerChecks?.repeat?.(verification(stage), stage.references[0] ?? ''),
    answers: { mark: expect.any(String), url: expect.stringMatching(/^https:/) },
    refused: {
      // Only what was turned down.
      act: (stage) => stage.connector.developerChecks?.repeat?.(verification(stage), 'no such task'),
      as: { code: '40097' },
    },
  },
  {
    drives: 'developerChecks.identityKinds',
    calls: ['/wxa/sec/authidentitytree'],
    act: async ({ connector, appId }) => (await connector.developerChecks?.identityKinds?.(appId))?.[0],
    answers: { reference: '1', name: '企业', kinds: [{ reference: '11', name: '企业法人', kinds: [] }] },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.developerChecks?.identityKinds?.(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'developerChecks.beginWithFiling',
    calls: ['/wxa/sec/uploadauthmaterial', '/wxa/sec/submit_auth_and_icp'],
    act: async (stage) => {
      const form = await filledIn(stage);
      return stage.connector.developerChecks?.beginWithFiling?.(verification(stage), form);
    },
    answers: { mark: expect.any(String) },
    refused: {
      act: (stage) => stage.connector.developerChecks?.beginWithFiling?.(verification(stage), INCOMPLETE),
      as: { code: '86202' },
    },
  },
  {
    drives: 'developerChecks.lookUpWithFiling',
    calls: ['/wxa/sec/query_auth_and_icp'],
    given: async (stage) => {
      const form = await filledIn(stage);
      waits(stage);
      const begun = await stage.connector.developerChecks?.beginWithFiling?.(verification(stage), form);
      stage.references.push(begun?.mark ?? '');
    },
    act: ({ connector, appId, references }) =>
      connector.developerChecks?.lookUpWithFiling?.(appId, references[0] ?? ''),
    answers: { state: 'IN_REVIEW', hostState: '17' },
    refused: {
      act: ({ connector, appId }) => connector.developerChecks?.lookUpWithFiling?.(appId, 'no such one'),
      as: { code: '40097' },
    },
  },
];
