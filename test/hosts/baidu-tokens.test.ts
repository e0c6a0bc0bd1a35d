import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CredentialVault } from '../../src/hosts/credential-vault.ts';
import { usualLimits } from '../../src/hosts/host-gate.ts';
import { loseTheAnswer } from '../support/literal-host.ts';
import {
  APP_ID,
  type BaiduWire,
  grant,
  no,
  OAUTH,
  ok,
  openBaiduWire,
  program,
  RETRIEVE,
  smartapp,
  TP_TOKEN,
} from './baidu-desk.ts';
import { failureOf } from './subjects.ts';

const packages = smartapp('package/get');
const upload = smartapp('package/upload');
/** The life of an access token, but for the last ten seconds. */
const NEARLY_AN_HOUR_MS = 3_590_000;

let wire: BaiduWire;
beforeEach(async () => {
  wire = await openBaiduWire();
  await wire.authorise();
  wire.host.on(packages, ok([]));
});
afterEach(() => wire.close());

const look = (node = wire.connector) => node.lookUpPackage(program);
const asksForTokens = () => wire.host.requestsTo(OAUTH).map(({ query }) => query);
const usedToken = () => wire.lastTo(packages).query.access_token;

describe('the tokens of Baidu', () => {
  it('come from the ticket and from the code that were pushed', async () => {
    await look();
    expect(wire.lastTo(TP_TOKEN)).toMatchObject({
      method: 'GET',
      query: { client_id: 'tpkey', ticket: 'ticket-1' },
    });
    expect(wire.lastTo(OAUTH)).toMatchObject({
      method: 'GET',
      query: {
        access_token: '42.tp-token',
        code: 'code-1',
        grant_type: 'app_to_tp_authorization_code',
      },
    });
    expect(wire.lastTo(packages).query).toEqual({ access_token: '45.access-token-1' });
  });

  it('cannot be had before a ticket came in, and the error says where Baidu sends it', async () => {
    const bare = await openBaiduWire();
    const { host } = bare;
    const empty = bare.node({ ...bare.vault, read: async () => undefined });
    const failure = await failureOf(empty.lookUpPackage(program));
    expect(failure).toMatchObject({ retry: 'RETRY_LATER', retryAfterMs: 600_000 });
    expect(failure.words).toContain('no ticket has come in yet');
    expect(host.seen).toHaveLength(0);
    await bare.close();
  });

  it('of the gateway are replaced a day ahead, and go on being used where that fails', async () => {
    await look();
    wire.clock.advance(29.5 * 86_400_000);
    wire.host.on(TP_TOKEN, no(50003));
    await look();
    expect(wire.lastTo(OAUTH).query.access_token).toBe('42.tp-token');
  });

  it('are refreshed once for as many calls as may be under way and wait, and the next time with the new refresh token', async () => {
    await look();
    for (const used of ['46.refresh-token-1', '46.refresh-token-2']) {
      wire.clock.advance(NEARLY_AN_HOUR_MS);
      await Promise.all(Array.from({ length: usualLimits.atOnce + usualLimits.waiting }, () => look()));
      expect(asksForTokens().at(-1)).toEqual({
        access_token: '42.tp-token',
        refresh_token: used,
        grant_type: 'app_to_tp_refresh_token',
      });
    }
    expect(asksForTokens()).toHaveLength(3);
  });

  it('that the gateway in front rejects are replaced once, and the act repeated once', async () => {
    wire.host.on(upload, { error_code: 110, error_msg: 'Access token invalid' }, ok());
    await wire.connector.upload(program);
    const tokens = wire.host.requestsTo(upload).map(({ query }) => query.access_token);
    expect(tokens).toEqual(['45.access-token-1', '45.access-token-2']);
  });

  it('that are rejected a second time are not asked for again and again', async () => {
    wire.host.on(upload, { error_code: 111, error_msg: 'Access token expired' });
    expect(await failureOf(wire.connector.upload(program))).toMatchObject({
      retry: 'REFRESH_TOKEN',
      code: '111',
    });
    expect(wire.host.requestsTo(upload)).toHaveLength(2);
  });
});

describe('a refresh token, which holds for one use', () => {
  beforeEach(() => look());

  it('is shown by exactly one of three nodes, while the others go on with what is left', async () => {
    wire.clock.advance(NEARLY_AN_HOUR_MS);
    await Promise.all([look(), look(wire.node()), look(wire.node())]);
    expect(asksForTokens().filter(({ refresh_token }) => refresh_token !== undefined)).toHaveLength(1);
    expect(wire.host.requestsTo(RETRIEVE)).toHaveLength(0);
  });

  it('is shown by exactly one of three nodes though nothing is left: the others wait for its new one', async () => {
    wire.clock.advance(3_700_000);
    await Promise.all([look(), look(wire.node()), look(wire.node())]);
    expect(asksForTokens().filter(({ refresh_token }) => refresh_token !== undefined)).toHaveLength(1);
    const used = wire.host.requestsTo(packages).slice(-3);
    expect(used.map(({ query }) => query.access_token)).toEqual(Array(3).fill('45.access-token-2'));
    expect(wire.host.requestsTo(RETRIEVE)).toHaveLength(0);
  });

  it('goes to the next node where the host turned the first one away', async () => {
    wire.clock.advance(3_700_000);
    wire.host.on(OAUTH, { errno: 5000, msg: '网络繁忙' }, grant(2));
    wire.host.on(RETRIEVE, { errno: 5000, msg: '网络繁忙' });
    const [first, second] = await Promise.allSettled([look(), look(wire.node())]);
    expect(first.status).toBe('rejected');
    expect(second.status).toBe('fulfilled');
  });

  it('whose answer got lost is made up for with a new code', async () => {
    wire.clock.advance(3_700_000);
    wire.host.on(OAUTH, loseTheAnswer);
    expect((await failureOf(look())).retry).toBe('RETRY_NOW');
    wire.host.on(OAUTH, { error: 'invalid_grant', error_description: 'used' }, grant(5));
    wire.host.on(RETRIEVE, ok({ authorization_code: 'code-2', expires_in: 18000 }));
    await look();
    expect(wire.lastTo(RETRIEVE)).toMatchObject({
      method: 'POST',
      contentType: 'application/x-www-form-urlencoded',
      query: { access_token: '42.tp-token' },
      form: { app_id: APP_ID },
    });
    expect(wire.lastTo(OAUTH).query.code).toBe('code-2');
    expect(usedToken()).toBe('45.access-token-5');
  });

  it('of a node that died between the answer and the write is made up for by the next one', async () => {
    wire.clock.advance(3_700_000);
    const { vault } = wire;
    // It is killed when it wants to write down what it was given, so it does not give its claim back either.
    let isDead = false;
    const dying: CredentialVault = {
      ...vault,
      async replace(key, ...rest) {
        if (key.kind === 'authorisation') isDead = true;
        return isDead ? new Promise<boolean>(() => undefined) : vault.replace(key, ...rest);
      },
    };
    void look(wire.node(dying));
    await new Promise<void>((resolve) => {
      wire.host.on(OAUTH, (response) => {
        response.end(JSON.stringify(grant(2)), () => resolve());
      });
    });
    wire.host.on(OAUTH, { error: 'invalid_grant', error_description: 'used' }, grant(6));
    wire.host.on(RETRIEVE, ok({ authorization_code: 'code-2', expires_in: 18000 }));
    // The claim of the dead node lapses.
    wire.clock.advance(30_000);
    await look(wire.node());
    expect(usedToken()).toBe('45.access-token-6');
  });

  it('that cannot be made up for leaves a program that has to be authorised anew, and says so', async () => {
    wire.clock.advance(3_700_000);
    wire.host.on(OAUTH, { error: 'invalid_grant', error_description: 'used' });
    wire.host.on(RETRIEVE, { errno: 50032, msg: '没有授权关系，请检查' });
    const failure = await failureOf(look());
    expect(failure).toMatchObject({ retry: 'ASK_OPERATOR', code: '50032' });
    expect(failure.words).toBe('没有授权关系，请检查 (the program has to be authorised anew by its owner)');
    await wire.push({ event: 'AUTHORIZED', appId: 1452365, authorizationCode: 'code-9' });
    wire.host.on(OAUTH, grant(9));
    await look();
    expect(wire.lastTo(OAUTH).query.code).toBe('code-9');
  });
});

describe('a permission that its owner takes back', () => {
  const told = (event: string, eventTime: string, more: object = {}) =>
    wire.push({ event, appId: 1452365, eventTime, ...more });
  const anew = { authorizationCode: 'code-2' };

  it('is forgotten at once, and the platform is asked whether it is gone', async () => {
    await look();
    await told('UNAUTHORIZED', '2026-03-03 12:00:00');
    wire.host.on(RETRIEVE, no(50032));
    expect(await failureOf(look())).toMatchObject({ code: '50032' });
    expect(wire.host.requestsTo(packages)).toHaveLength(1);
  });

  it('is there again with the next consent', async () => {
    await told('UNAUTHORIZED', '2026-03-03 12:00:00');
    await told('AUTHORIZED', '2026-03-03 12:05:00', anew);
    await look();
    expect(wire.lastTo(OAUTH).query.code).toBe('code-2');
  });

  it('and was given again stays given, though the pushes overtake each other', async () => {
    await told('UPDATE_AUTHORIZED', '2026-03-03 12:05:00', anew);
    await told('UNAUTHORIZED', '2026-03-03 12:00:00');
    await look();
    expect(wire.lastTo(OAUTH).query.code).toBe('code-2');
  });
});
