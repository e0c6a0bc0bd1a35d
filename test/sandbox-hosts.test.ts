import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Gateway, startGateway } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { systemClock } from '../src/kernel/clock.ts';
import {
  DemoAccountPresent,
  refuseDemoAccount,
  sandboxConnection,
  seedDemoAccount,
  startSandboxHosts,
} from '../src/sandbox-hosts.ts';
import { testLocation } from './support/database.ts';
import { freePort } from './support/free-port.ts';

const ports = { wechatPort: 0, baiduPort: 0 };
let gateway: Gateway;
let url: string;
let drop: () => Promise<void>;

beforeAll(async () => {
  const { location, drop: dropIt } = await testLocation();
  drop = dropIt;
  const config = { ...readConfig({ PORT: String(await freePort()) }), database: location };
  url = config.publicUrl;
  gateway = await startGateway({
    config,
    clock: systemClock,
    keys: { masterKeys: [randomBytes(32)], signInSecret: randomBytes(32).toString('hex') },
    hosts: sandboxConnection(ports, url),
  });
}, 60_000);
afterAll(async () => {
  await gateway.stop();
  await drop();
});

describe('the sandbox', () => {
  it('takes back its own host credentials when it stops, and leaves those of an operator in force', async () => {
    const { signIn } = gateway;
    const inForce = async () =>
      (await signIn.listHostCredentials('tieba')).filter(({ revokedAt }) => !revokedAt).map(({ id }) => id);
    const { id } = await signIn.createHostCredential('tieba');
    const sandbox = await startSandboxHosts(ports, gateway, url, systemClock);
    expect(await inForce()).toEqual(expect.arrayContaining([id]));
    expect(await inForce()).toHaveLength(2);
    await sandbox.stopPartners();
    await sandbox.stopPlatforms();
    expect(await inForce()).toEqual([id]);
  });

  it('leaves a demo account behind, on which real hosts do not start', async () => {
    await refuseDemoAccount(gateway.signIn);
    await seedDemoAccount(gateway);
    await expect(refuseDemoAccount(gateway.signIn)).rejects.toThrow(DemoAccountPresent);
  });
});
