import type { Host } from '../programs/host.ts';
import type { PrismaClient } from './generated/client.ts';

/** Puts the platforms' published hosts into the database; hosts that are there already keep what is known of them. */
export async function seedHosts(prisma: PrismaClient, hosts: readonly Host[]): Promise<void> {
  await prisma.host.createMany({
    data: hosts.map(({ name, ...host }) => ({ ...host, nameZh: name['zh-CN'], nameEn: name.en })),
    skipDuplicates: true,
  });
}
