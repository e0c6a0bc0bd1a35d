import { randomBytes } from 'node:crypto';
import { type Fields, isFields, textIn } from '../fields.ts';
import type { ProgramCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import { checkFiling, examineFiling } from './icp-filing.ts';
import { pushPlatformEvent } from './pushes.ts';
import type { MiniProgram, WechatWorld } from './state.ts';

/** The verification of who is behind a program and its filing, handed in together. */
export const procedureCalls: ProgramCalls = {
  '/wxa/sec/submit_auth_and_icp': { method: 'POST', act: submitBoth },
  '/wxa/sec/query_auth_and_icp': { method: 'POST', act: queryBoth },
};

const VERIFICATION_IN_REVIEW = 17;
const VERIFIED = 19;
const FAILED_FOR_GOOD = 20;
/** The step of the whole that a step of the filing is: 2 to 6 there. */
const STEPS: Readonly<Record<number, number>> = { 3: 23, 4: 24, 5: 25, 6: 26 };
const FILING_AT_PLATFORM = 22;

/** The fee counts as paid. */
function submitBoth(world: WechatWorld, program: MiniProgram, body: Fields): object {
  if (!isFields(body.auth_data)) throw new WechatRefusal(47001);
  checkFiling(world, program, body);
  const procedure_id = randomBytes(12).toString('hex');
  const go = (status: number, failReason = '') => {
    program.procedures.set(procedure_id, { status, failReason });
    const fields = { procedure_id, procedure_status: status };
    pushPlatformEvent(world, 'notify_3rd_wxa_auth_and_icp', fields, program.appid);
  };
  program.procedures.set(procedure_id, { status: VERIFICATION_IN_REVIEW, failReason: '' });
  const about = { app: program.appid, what: 'verification-and-icp', words: program.principalName };
  world.changes.examine(about, ({ passed, reason }) => {
    if (!passed) return go(FAILED_FOR_GOOD, reason);
    program.verified = true;
    go(VERIFIED);
    program.procedures.set(procedure_id, { status: FILING_AT_PLATFORM, failReason: '' });
    examineFiling(world, program, body, (status) =>
      go(STEPS[status] ?? FILING_AT_PLATFORM, program.icp.fault),
    );
  });
  return { procedure_id, pay_url: '', hints: [] };
}

function queryBoth(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const id = required(textIn(body, 'procedure_id'), 40097);
  const { status, failReason } = required(program.procedures.get(id), 40097);
  return {
    procedure_status: status,
    orderid: id,
    refill_reason: '',
    fail_reason: failReason,
    icp_audit: { status: program.icp.status },
  };
}
