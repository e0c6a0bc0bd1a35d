import { randomInt } from 'node:crypto';
import { type Fields, numberIn, textIn } from '../fields.ts';
import type { Decision } from '../review-desk.ts';
import { CODE_LIFE_S, issueCode } from './access.ts';
import { type Application, createApp } from './app.ts';
import { type PlatformCalls, REST } from './call-table.ts';
import { checkImage, readCategories } from './category-settings.ts';
import { BaiduRefusal, required } from './errors.ts';
import { pushEvent } from './pushes.ts';
import type { Account, App, BaiduWorld } from './state.ts';
import { isWide } from './width.ts';

const MEDIA = 2;
const ENTERPRISE = 3;
const GOVERNMENT = 4;
const OTHER = 5;
/** How `app/info` numbers the subjects that `account/register` numbers otherwise. */
const SUBJECT_TYPES: Readonly<Record<number, number>> = {
  [MEDIA]: 4,
  [ENTERPRISE]: 2,
  [GOVERNMENT]: 3,
  [OTHER]: 5,
};

/** New accounts and programs, and what is known of them. */
export const registrationCalls: PlatformCalls = {
  [`${REST}/account/register`]: { method: 'POST', act: register },
  [`${REST}/app/createbytp`]: { method: 'POST', act: createByTp },
  [`${REST}/auth/tp/authcodetocustomerid`]: { method: 'GET', act: customerOfCode },
  [`${REST}/auth/tp/authcodetoapp`]: { method: 'GET', act: appsOfCode },
};

/** Takes the papers of an account and of its first program; the answer comes as a push. */
function register(world: BaiduWorld, fields: Fields): object {
  const code = required(textIn(fields, 'authorization_code'));
  const account = [...world.accounts.values()].find((one) => one.authorizationCode === code);
  if (account === undefined) throw new BaiduRefusal(40001);
  if (account.state === 'REGISTERED') throw new BaiduRefusal(50016);
  if (account.state === 'IN_REVIEW') throw new BaiduRefusal(50020);
  const application = readApplication(world, fields);
  account.state = 'IN_REVIEW';
  account.appName = application.appName;
  account.customerId ??= randomInt(100_000, 999_999);
  world.registrations.open(application.appName, (decision) =>
    conclude(world, account, application, decision),
  );
  return { customer_id: account.customerId };
}

/** The customer whose code this is; 40001 until papers were handed in. */
function customerOfCode(world: BaiduWorld, fields: Fields): object {
  const account = accountOf(world, fields);
  return { customer_id: required(account.customerId) };
}

/** The program that was registered with this code, or all programs of the account for its code for creating. */
function appsOfCode(world: BaiduWorld, fields: Fields): readonly object[] {
  const account = accountOf(world, fields);
  const all = textIn(fields, 'authorization_code') === account.createAuthorizationCode;
  return (all ? account.apps : account.apps.slice(0, 1)).map(({ appId, appName, appKey }) => ({
    app_id: appId,
    app_name: appName,
    app_key: appKey,
  }));
}

/** A further program of an account that is registered. It exists at once; only name and category are examined. */
function createByTp(world: BaiduWorld, fields: Fields): object {
  const code = required(textIn(fields, 'create_authorization_code'));
  const account = required([...world.accounts.values()].find((one) => one.createAuthorizationCode === code));
  const [first] = account.apps;
  if (first === undefined) throw new BaiduRefusal(50033);
  const { appName, appDesc } = readNames(world, fields);
  const photo = required(textIn(fields, 'photo'));
  checkImage(world, photo);
  const categories = readCategories(world, required(textIn(fields, 'category')));
  const { subjectName, subjectType, certified } = first;
  const app = createApp(world, account, { appName, appDesc, photo, subjectName, subjectType, categories });
  // The verification is the subject's, so it holds for all of its programs.
  app.certified = certified;
  const examineId = world.nextExamineId;
  world.nextExamineId += 1;
  world.timers.after(world.settings.baseInfoAfterMs, () => approveBaseInfo(world, app));
  return {
    app_id: app.appId,
    app_key: app.appKey,
    examine_id: examineId,
    authorization_code: issueCode(world, app),
  };
}

function accountOf(world: BaiduWorld, fields: Fields): Account {
  const code = textIn(fields, 'authorization_code');
  return required(
    [...world.accounts.values()].find(
      (one) => one.authorizationCode === code || one.createAuthorizationCode === code,
    ),
  );
}

function readApplication(world: BaiduWorld, fields: Fields): Application {
  const { appName, appDesc } = readNames(world, fields);
  const orgType = required(numberIn(fields, 'org_type'));
  const subjectType = required(SUBJECT_TYPES[orgType]);
  if (orgType === MEDIA || orgType === ENTERPRISE) required(numberIn(fields, 'org_sub_type'));
  if (orgType === GOVERNMENT) {
    required(textIn(fields, 'confirm_letter'));
    required(textIn(fields, 'website'));
  }
  required(textIn(fields, 'org_code'));
  checkImage(world, required(textIn(fields, 'org_license')));
  const photo = required(textIn(fields, 'app_avatar'));
  checkImage(world, photo);
  return {
    appName,
    appDesc,
    photo,
    subjectName: required(textIn(fields, 'org_name')),
    subjectType,
    categories: readCategories(world, required(textIn(fields, 'app_category'))),
  };
}

function readNames(world: BaiduWorld, fields: Fields): Pick<Application, 'appName' | 'appDesc'> {
  const appName = required(textIn(fields, 'app_name'));
  const appDesc = required(textIn(fields, 'app_desc'));
  if (!isWide(appName, 3, 30) || !/^[\p{Script=Han}\w|()（）]+$/u.test(appName))
    throw new BaiduRefusal(50025);
  if (!isWide(appDesc, 10, 56)) throw new BaiduRefusal(40001);
  if (isNameTaken(world, appName)) throw new BaiduRefusal(50024);
  return { appName, appDesc };
}

function isNameTaken(world: BaiduWorld, name: string): boolean {
  const waiting = [...world.accounts.values()].some(
    (one) => one.state === 'IN_REVIEW' && one.appName === name,
  );
  return waiting || [...world.apps.values()].some((app) => app.appName === name);
}

function conclude(world: BaiduWorld, account: Account, application: Application, decision: Decision): void {
  const { customerId } = account;
  if (decision.outcome === 'delay') return;
  if (decision.outcome === 'reject') {
    account.state = 'REFUSED';
    const { reason = '资质不符合要求' } = decision;
    pushEvent(world, 'AUTHORISATION', 'ACCOUNT_AND_APP_CREATE_AUDIT_FAIL', { customerId, reason });
    return;
  }
  account.state = 'REGISTERED';
  const app = createApp(world, account, application);
  const examineId = world.nextExamineId;
  world.nextExamineId += 1;
  pushEvent(
    world,
    'AUTHORISATION',
    'ACCOUNT_AND_APP_CREATE_AUDIT_PASS',
    {
      customerId,
      appKey: app.appKey,
      examineId,
      authorizationCode: issueCode(world, app),
      authorizationCodeExpiresIn: CODE_LIFE_S,
    },
    app,
  );
  world.timers.after(world.settings.baseInfoAfterMs, () => approveBaseInfo(world, app));
}

/** Name and category are examined after the account; until then no package can be submitted. */
function approveBaseInfo(world: BaiduWorld, app: App): void {
  app.nameApproved = true;
  app.categoryApproved = true;
  pushEvent(world, 'MESSAGES', 'APP_NAME_AUDIT_PASS', { appName: app.appName }, app);
  pushEvent(world, 'MESSAGES', 'APP_CATEGORY_AUDIT_PASS', {}, app);
}
