import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { mayAct } from '../accounts/viewer.ts';
import type { ReportObject } from '../duties/report-parts.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { PlatformEnum } from './enums.ts';
import { forbidden } from './errors.ts';
import { DateTime, JsonObject } from './scalars.ts';
import { ahead } from './times.ts';

@ObjectType('ComplianceReport', {
  description:
    'Everything on file about how a program treats personal data, at each platform (wechat/4.4(1)).',
  simpleResolvers: true,
})
export class ComplianceReportType {
  @Field(() => ID, { description: 'The program.' })
  programId!: string;

  @Field(() => DateTime, {
    description: 'As of when: what came later is left out, and validity is reckoned for that day.',
  })
  at!: Date;

  @Field(() => JsonObject, {
    description:
      'The report. Texts that a person reads are in all languages. The same for the same question, while nothing changes.',
  })
  content!: ReportObject;

  @Field(() => String, {
    description: 'The path of the same as a page to be printed, with `lang=zh-CN` or `lang=en`.',
  })
  page!: string;
}

@Resolver()
export class ComplianceResolver {
  @Query(() => ComplianceReportType, {
    nullable: true,
    description:
      'How a program treats personal data, and what there is to show for it; null: no such program, or not yet at that instant. What is declared of personal data, the developer and the verdict are of what is on file now.',
  })
  @AccessFor('VIEWER')
  async complianceReport(
    @Ctx() { parts, account, viewer }: GraphqlContext,
    @Arg('programId', () => ID, { description: 'The program.' }) programId: string,
    @Arg('platform', () => PlatformEnum, {
      nullable: true,
      description: 'Only at this platform; left out: at each whose agreement the account has accepted.',
    })
    platform: string | null,
    @Arg('at', () => DateTime, {
      nullable: true,
      description: 'As of when: not ahead of now. Left out: now.',
    })
    at: Date | null,
    @Arg('names', () => Boolean, {
      nullable: true,
      description:
        'Whether holders of papers and statements, which can name people, are told, too: for an ADMIN. Left out: they are not.',
    })
    names: boolean | null,
  ): Promise<ComplianceReportType | undefined> {
    const now = parts.clock.now();
    const instant = at ?? now;
    if (instant > now) throw ahead('at', instant, now);
    if (names && !mayAct(viewer, 'ADMIN'))
      throw forbidden('names are told to an ADMIN of the account', 'ADMIN');
    const report = await parts.complianceReport({
      accountId: account.accountId,
      programId,
      at: instant,
      names: names === true,
      ...(platform ? { platform } : {}),
    });
    if (!report) return undefined;
    const query = new URLSearchParams({
      at: instant.toISOString(),
      ...(platform ? { platform } : {}),
      ...(names ? { names: 'true' } : {}),
    });
    const page = `/programs/${programId}/compliance-report?${query}`;
    return { programId, at: instant, content: report.content, page };
  }
}
