import { z } from 'zod';
import type { DeveloperCheckDesk, IdentityKind, ProcedureReport } from '../../desks/developer-checks.ts';
import { readReply } from '../../reply.ts';
import type { WechatApi } from '../api.ts';
import { PLATFORM } from '../config.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { authData, begin } from '../verification.ts';
import { number } from '../versions.ts';

const SUBMIT_BOTH = '/wxa/sec/submit_auth_and_icp';

interface Node {
  readonly identity_id: string;
  readonly identity_name: string;
  readonly node_list?: readonly Node[] | null | undefined;
}
const nodeShape: z.ZodType<Node> = z.lazy(() =>
  z.object({ identity_id: number, identity_name: z.string(), node_list: z.array(nodeShape).nullish() }),
);
const treeShape = z.object({ identity_tree_list: z.array(nodeShape).nullish() });
const submittedShape = z.object({ procedure_id: number, pay_url: z.string().nullish() });
const procedureShape = z.object({
  procedure_status: z.number(),
  refill_reason: z.string().nullish(),
  fail_reason: z.string().nullish(),
});

/** `procedure_status`: 15 to 17 the verification is under way, 21 and 29 the filing ended, 27 and 28 the whole. */
const procedures: ReadonlyMap<number, ProcedureReport['state']> = new Map([
  [9, 'IN_REVIEW'],
  [15, 'IN_REVIEW'],
  [16, 'IN_REVIEW'],
  [17, 'IN_REVIEW'],
  [18, 'RETURNED'],
  [19, 'VERIFIED'],
  [20, 'FAILED'],
  [21, 'FAILED'],
  [22, 'VERIFIED'],
  [23, 'RETURNED'],
  [24, 'VERIFIED'],
  [25, 'RETURNED'],
  [26, 'PASSED'],
  [27, 'FAILED'],
  [28, 'FAILED'],
  [29, 'VERIFIED'],
]);

/**
 * Further ways of WeChat's verification (wechat/3.1): again, and together with the filing. Sources: the pages of `reauth`,
 * `authidentitytree`, `submit_auth_and_icp` and `query_auth_and_icp`. The form of the body of `reauth`, which is that of
 * `wxaauth` with the task before it, and that of the tree are unconfirmed.
 */
export function createWechatDeveloperChecks(
  api: WechatApi,
  calls: ProgramCalls,
): Required<Omit<DeveloperCheckDesk, 'face'>> {
  return {
    async repeat(request, mark) {
      const json = { taskid: mark, auth_data: await authData(api, request) };
      return begin(api, '/wxa/sec/reauth', request.appId, json);
    },
    async identityKinds(appId) {
      const { identity_tree_list } = await calls.post(appId, '/wxa/sec/authidentitytree', {}, treeShape);
      return (identity_tree_list ?? []).map(kindOf);
    },
    async beginWithFiling(request, { subject, program, papers }) {
      const json = {
        auth_data: await authData(api, request),
        icp_subject: subject,
        icp_applets: program,
        icp_materials: papers,
      };
      const reply = await calls.act(request.appId, 'POST', SUBMIT_BOTH, { json });
      const { procedure_id, pay_url } = readReply(
        PLATFORM,
        `POST ${SUBMIT_BOTH}`,
        submittedShape,
        reply,
        'ACTS',
      );
      return { mark: procedure_id, ...(pay_url ? { url: pay_url } : {}) };
    },
    async lookUpWithFiling(appId, mark) {
      const path = '/wxa/sec/query_auth_and_icp';
      const found = await calls.post(appId, path, { procedure_id: mark }, procedureShape);
      const words = found.fail_reason || found.refill_reason;
      return {
        state: procedures.get(found.procedure_status) ?? 'UNKNOWN',
        hostState: String(found.procedure_status),
        ...(words ? { words } : {}),
      };
    },
  };
}

function kindOf({ identity_id, identity_name, node_list }: Node): IdentityKind {
  return { reference: identity_id, name: identity_name, kinds: (node_list ?? []).map(kindOf) };
}
