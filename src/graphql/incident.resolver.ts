import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Incident } from '../duties/incident-records.ts';
import { closeIncident, reportIncident, updateIncident } from '../duties/incidents.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import type { Outcome } from '../kernel/outcome.ts';
import { versionAt } from '../policy/agreement.ts';
import type { Problem } from '../policy/problem.ts';
import { IncidentReads } from '../store/reads/incident-reads.ts';
import { AccessFor } from './access.ts';
import { AFTER, cursorOfId, DEFAULT_PAGE, FIRST, idOfCursor, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { given } from './idempotency.ts';
import {
  CloseIncidentInput,
  CloseIncidentPayload,
  IncidentConnection,
  IncidentDutiesType,
  IncidentType,
  ReportIncidentInput,
  ReportIncidentPayload,
  UpdateIncidentInput,
  UpdateIncidentPayload,
} from './incident.types.ts';
import { payloadOf } from './payload.ts';

const INPUT = { description: 'What is known.' };

/** Unauthorised access to personal data, and who is to be told of it. */
@Resolver(() => IncidentType)
export class IncidentResolver {
  @Query(() => IncidentConnection, {
    description: 'The account’s incidents, the newest first (wechat/4.11).',
  })
  @AccessFor('DEVELOPER')
  incidents(
    @Ctx() context: GraphqlContext,
    @Arg('first', () => Int, FIRST) first: number = DEFAULT_PAGE,
    @Arg('after', () => String, AFTER) after?: string | null,
  ) {
    const place = idOfCursor(after);
    return pageOf(first, cursorOfId, (limit) => readsOf(context).newest(place, limit));
  }

  @FieldResolver(() => [IncidentDutiesType], {
    description: 'Whom each platform’s agreement makes the developer tell, and who was told.',
  })
  async duties(@Root() { id, platforms, createdAt }: Incident, @Ctx() { account }: GraphqlContext) {
    const owed = await account.rows.all('Obligation', 'subjectId', id);
    const variants = await Promise.all(platforms.map((platform) => account.agreements.variantOf(platform)));
    return variants.map(({ platform, agreement, name }) => {
      const version = versionAt(agreement, createdAt);
      const lawOnly = !version.duties?.some(({ on }) => on === 'INCIDENT_REPORTED');
      const obligations = owed.filter((one) => one.platform === platform);
      return { platform, lawOnly, obligations, says: lawOnly ? noClause(name) : oneEach(name) };
    });
  }

  @Mutation(() => ReportIncidentPayload, {
    description:
      'Notes that somebody had access to personal data who was not to. On WeChat it opens one duty each towards the platform, the end users and the authority (wechat/4.11); Baidu’s agreement has no clause on it, and the law asks all the same.',
  })
  @AccessFor('DEVELOPER')
  async reportIncident(
    @Arg('input', () => ReportIncidentInput, INPUT) input: ReportIncidentInput,
    @Ctx() context: GraphqlContext,
  ): Promise<ReportIncidentPayload> {
    const { programId, platform, discoveredAt, what, affected, categories, measures } = input;
    const known = {
      discoveredAt,
      what,
      categories,
      ...(programId ? { programId } : {}),
      ...(platform ? { platform } : {}),
      ...(typeof affected === 'number' ? { affected } : {}),
      ...(typeof measures === 'string' ? { measures } : {}),
    };
    const { parts, account } = context;
    return shown(context, await reportIncident(parts, account.actor, known, given(input.idempotencyKey)));
  }

  @Mutation(() => UpdateIncidentPayload, {
    description: 'Adds what became known of an incident; whom to tell, and by when, stays as it was.',
  })
  @AccessFor('DEVELOPER')
  async updateIncident(
    @Arg('input', () => UpdateIncidentInput, INPUT) input: UpdateIncidentInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdateIncidentPayload> {
    const { incidentId, what, affected, categories, measures } = input;
    const known = {
      incidentId,
      ...(typeof what === 'string' ? { what } : {}),
      ...(typeof affected === 'number' ? { affected } : {}),
      ...(categories ? { categories } : {}),
      ...(typeof measures === 'string' ? { measures } : {}),
    };
    const { parts, account } = context;
    return shown(context, await updateIncident(parts, account.actor, known, given(input.idempotencyKey)));
  }

  @Mutation(() => CloseIncidentPayload, {
    description: 'Closes an incident, once everybody who has to know was told.',
  })
  @AccessFor('ADMIN')
  async closeIncident(
    @Arg('input', () => CloseIncidentInput, INPUT) input: CloseIncidentInput,
    @Ctx() context: GraphqlContext,
  ): Promise<CloseIncidentPayload> {
    const { incidentId, outcome, idempotencyKey } = input;
    const { parts, account } = context;
    const said = { incidentId, outcome };
    return shown(context, await closeIncident(parts, account.actor, said, given(idempotencyKey)));
  }
}

function shown(context: GraphqlContext, outcome: Outcome<{ incidentId: string }, Problem>) {
  return payloadOf(outcome, async ({ incidentId }) => ({
    incident: await readsOf(context).find(incidentId),
  }));
}

function readsOf({ parts, account }: GraphqlContext): IncidentReads {
  return new IncidentReads(parts.database.prisma, parts.cipher, account.accountId);
}

function noClause(name: LocalizedText): LocalizedText {
  return {
    'zh-CN': `${name['zh-CN']}的协议没有相应条款；须依法处理和通报`,
    en: `the agreement of ${name.en} has no clause on it; what the law asks for remains`,
  };
}

function oneEach(name: LocalizedText): LocalizedText {
  return {
    'zh-CN': `依${name['zh-CN']}的协议，须分别通报以下各方`,
    en: `under the agreement of ${name.en}, each of these is to be told`,
  };
}
