import {
  type Platform,
  RegisterProgramDocument,
  RegistrationPagesDocument,
  StartVerificationDocument,
} from '../../client/generated/graphql.ts';
import { pressTheButton } from '../browser.ts';
import type { EventFeed } from '../event-feed.ts';
import { apiLocale } from '../language.ts';
import { demand, type PublishedProgram, present, type Stage } from '../stage.ts';
import { type StreamEvent, textOf } from '../stream-event.ts';

/** What registering needs: the events as they come in at the developer's desk. */
export interface AtTheDesk {
  readonly stage: Stage;
  readonly desk: EventFeed<StreamEvent>;
  readonly program: PublishedProgram;
  /** Makes addresses and names that were not used before. */
  readonly mark: string;
}

/** WeChat asks the legal representative on their phone; nothing is to be done here but wait. */
export async function registerOnWechat(at: AtTheDesk): Promise<void> {
  await askForRegistration(at, 'WECHAT');
  await heard(at, 'WECHAT', 'WeChat to register the program', ({ type }) => type === 'REGISTERED');
}

/** Baidu asks a person to agree on its page. Resolves to the app id, once Baidu has admitted the developer (baidu/2.1). */
export async function registerOnBaidu(at: AtTheDesk): Promise<string> {
  const { say, tell } = at.stage;
  await askForRegistration(at, 'BAIDU');
  await heard(at, 'BAIDU', 'Baidu to ask for consent', ({ type }) => type === 'REGISTRATION_CONSENT_NEEDED');
  await pressTheButton(await pageOnBaidu(at, 'consentUrl'));
  tell.happened({
    who: say('管理员', 'administrator'),
    what: say('在百度的授权页上点“同意”', "agrees on Baidu's page"),
  });
  const registered = await heard(
    at,
    'BAIDU',
    'Baidu to register the program',
    ({ type }) => type === 'REGISTERED',
  );
  await heard(
    at,
    'BAIDU',
    'Baidu to admit the developer',
    (event) => textOf(event, 'admission') === 'PASSED',
  );
  return present('the app id', textOf(registered, 'appId'));
}

/** Advanced verification, without which nothing becomes public on Baidu (baidu/2.2): a transfer on a page of Baidu's. */
export async function verifyOnBaidu(at: AtTheDesk): Promise<void> {
  const { stage, program } = at;
  const { api, say, settings, tell } = stage;
  const input = { programId: program.programId, platform: 'BAIDU' as const };
  const answer = await api.execute(StartVerificationDocument, { input, locale: apiLocale(settings.locale) });
  demand('starting the verification on Baidu', answer.startVerification.problems);
  await heard(at, 'BAIDU', "Baidu's verification page", ({ type }) => type === 'VERIFICATION_PAGE_READY');
  await pressTheButton(await pageOnBaidu(at, 'verificationUrl'));
  tell.happened({
    who: say('财务', 'accountant'),
    what: say('在百度的认证页上完成对公打款', "makes the transfer on Baidu's page"),
  });
  await heard(
    at,
    'BAIDU',
    'Baidu to verify the developer',
    (event) => textOf(event, 'verification') === 'PASSED',
  );
}

/** Where a person goes on. It is asked for and not in the event: the log is kept for ever, and read by viewers, too. */
async function pageOnBaidu(
  { stage, program }: AtTheDesk,
  page: 'consentUrl' | 'verificationUrl',
): Promise<string> {
  const { program: found } = await stage.api.execute(RegistrationPagesDocument, {
    programId: program.programId,
  });
  const registration = found?.registrations.find(({ platform }) => platform === 'BAIDU');
  return present(`the ${page}`, registration?.[page] ?? undefined);
}

async function askForRegistration({ stage, program, mark }: AtTheDesk, platform: Platform): Promise<void> {
  const { api, catalogue, say, settings, tell } = stage;
  const email = `${platform.toLowerCase()}-${mark}@noodle-house.example`;
  const input = { programId: program.programId, platform, email };
  const answer = await api.execute(RegisterProgramDocument, { input, locale: apiLocale(settings.locale) });
  demand(`registering on ${platform}`, answer.registerProgram.problems);
  const name = catalogue.nameOf(platform);
  tell.happened({
    who: say('开发者', 'developer'),
    what: say(`申请在${name}注册，邮箱 ${email}`, `asks ${name} to register the program under ${email}`),
  });
}

function heard(
  { desk, program }: AtTheDesk,
  platform: Platform,
  what: string,
  matches: (event: StreamEvent) => boolean,
): Promise<StreamEvent> {
  return desk.until(
    what,
    (event) => event.programId === program.programId && event.platform === platform && matches(event),
  );
}
