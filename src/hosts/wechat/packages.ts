import { z } from 'zod';
import type { PackageReport, PackageRequest } from '../connector.ts';
import type { HostError } from '../host-error.ts';
import { describePackage, isMarked } from '../package-mark.ts';
import { readReply } from '../reply.ts';
import { auditForm } from './audit-form.ts';
import { findAuditItem } from './audit-item.ts';
import { awaitScan, latestAtWechat, lookUpAtWechat } from './audits.ts';
import { PLATFORM } from './config.ts';
import { codeIn, notCalled } from './not-called.ts';
import type { ProgramCalls } from './program-calls.ts';
import { number, readVersions } from './versions.ts';

const submittedShape = z.object({ auditid: number });

const SUBMIT = '/wxa/submit_audit';
const WITHDRAW = '/wxa/undocodeaudit';
const RELEASE = '/wxa/release';
const ALREADY_RELEASED = '85052';

/** The calls about one program's code. WeChat keeps one trial version, one review and one live version of each. */
export function createWechatPackages(calls: ProgramCalls) {
  return {
    async upload(request: PackageRequest): Promise<void> {
      const { templateId, appId, versionNumber, description, key } = request;
      await calls.act(appId, 'POST', '/wxa/commit', {
        json: {
          template_id: /^\d+$/.test(templateId) ? Number(templateId) : templateId,
          ext_json: JSON.stringify(extJson(request)),
          user_version: versionNumber,
          user_desc: describePackage(description, key),
        },
      });
    },

    async submit(request: PackageRequest): Promise<{ readonly reference?: string }> {
      const { appId, key } = request;
      const { exp_info } = await readVersions(calls, appId);
      if (!isMarked(exp_info?.exp_desc ?? undefined, key)) throw notTheTrialVersion(request);
      await awaitScan(calls, appId);
      const json = auditForm(request, await findAuditItem(calls, request));
      const reply = await calls.act(appId, 'POST', SUBMIT, { json });
      return { reference: readReply(PLATFORM, `POST ${SUBMIT}`, submittedShape, reply, 'ACTS').auditid };
    },

    lookUpPackage: (request: PackageRequest): Promise<PackageReport> => lookUpAtWechat(calls, request),

    async withdraw(request: PackageRequest): Promise<void> {
      const report = await latestAtWechat(calls, request);
      if (report.state === 'WITHDRAWN') return;
      if (report.state !== 'IN_REVIEW' && report.state !== 'DELAYED') {
        throw notCalled(`GET ${WITHDRAW}`, 'FINAL', `this version is not in review; it is ${report.state}`);
      }
      await calls.act(request.appId, 'GET', WITHDRAW);
    },

    async release(request: PackageRequest): Promise<void> {
      const report = await latestAtWechat(calls, request);
      if (report.state === 'RELEASED') return;
      // `release` names no version: it publishes whichever was approved last.
      if (report.state !== 'APPROVED') {
        throw notCalled(
          `POST ${RELEASE}`,
          'FINAL',
          `this version is not the approved one; it is ${report.state}`,
        );
      }
      try {
        await calls.act(request.appId, 'POST', RELEASE, { json: {} });
      } catch (error) {
        if (codeIn(error) !== ALREADY_RELEASED) throw error;
      }
    },
  };
}

/** `directCommit` is left out: it would submit the version before anybody has asked for that. */
function extJson({ settings, appId }: PackageRequest): Readonly<Record<string, unknown>> {
  const { directCommit: _, ...overlay } = settings;
  return { ...overlay, extEnable: true, extAppid: appId };
}

function notTheTrialVersion({ versionNumber, key }: PackageRequest): HostError {
  return notCalled(
    `POST ${SUBMIT}`,
    'FIX_INPUT',
    `the trial version at WeChat is not ${versionNumber} (${key}), and the trial version is ` +
      'what would be reviewed; upload this version again',
  );
}
