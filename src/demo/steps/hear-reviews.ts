import type { EventFeed } from '../event-feed.ts';
import type { PublishedProgram, Stage } from '../stage.ts';
import type { StreamEvent } from '../stream-event.ts';

/** The developer's two devices: the phone goes into a tunnel, the desk stays where it is. */
export interface Listening {
  readonly stage: Stage;
  readonly program: PublishedProgram;
  readonly phone: EventFeed<StreamEvent>;
  readonly desk: EventFeed<StreamEvent>;
}

/** Hears of one step of one version, on one of the devices. */
export function hear(
  { program }: Listening,
  device: EventFeed<StreamEvent>,
  what: string,
  wanted: Partial<Pick<StreamEvent, 'type' | 'platform' | 'version'>> & { readonly hostId?: string },
): Promise<StreamEvent> {
  const { hostId, ...fields } = wanted;
  return device.until(
    what,
    (event) =>
      event.programId === program.programId &&
      (hostId === undefined || event.hostIds.includes(hostId)) &&
      Object.entries(fields).every(([field, value]) => event[field as keyof typeof fields] === value),
  );
}

/** The first round: WeChat approves, Baidu rejects and says why. */
export async function hearFirstRound(at: Listening, version: string): Promise<void> {
  await Promise.all([
    hear(at, at.phone, 'WeChat to approve', { type: 'REVIEW_APPROVED', platform: 'WECHAT', version }),
    hear(at, at.phone, 'Baidu to reject', { type: 'REVIEW_REJECTED', platform: 'BAIDU', version }),
  ]);
}

/**
 * The phone loses its connection, without a word to the gateway. What the developer does meanwhile goes on, until
 * the desk has heard that Baidu reviews the new version; then the phone comes back with its last cursor.
 */
export async function throughATunnel(
  at: Listening,
  version: string,
  meanwhile: () => Promise<void>,
  onReturn: (missed: readonly StreamEvent[]) => void,
): Promise<void> {
  const { phone, desk, stage } = at;
  const { say, tell } = stage;
  const who = say('手机', 'phone');
  await phone.cut();
  tell.happened({
    who,
    what: say(
      '进入隧道：连接被切断，网关不知情',
      'enters a tunnel: the connection is cut, and the gateway is not told',
    ),
  });
  const before = desk.received.length;
  await meanwhile();
  await hear(at, desk, 'Baidu to begin its review', { type: 'REVIEW_STARTED', platform: 'BAIDU', version });
  const heard = new Set(phone.received.map(({ cursor }) => cursor));
  onReturn(desk.received.slice(before).filter(({ cursor }) => !heard.has(cursor)));
  tell.happened({
    who,
    what: say('驶出隧道，用最后一个 cursor 重新订阅', 'is back, and subscribes again behind its last cursor'),
  });
  phone.resume();
}

/** Baidu approves, and then each host with a review of its own says its word (baidu/3.6). */
export async function hearSecondRound(
  at: Listening,
  version: string,
  words: ReadonlyMap<string, 'HOST_CONFIRMED' | 'HOST_REFUSED'>,
): Promise<void> {
  await hear(at, at.phone, 'Baidu to approve', { type: 'REVIEW_APPROVED', platform: 'BAIDU', version });
  await Promise.all(
    [...words].map(([hostId, type]) =>
      hear(at, at.phone, `${hostId} to decide (${type})`, { type, hostId, version }),
    ),
  );
}
