import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { contentKindFaults } from '../policy/content-kinds.ts';
import type { Audience } from '../policy/facts.ts';
import type { Operation } from '../policy/operation.ts';
import type { Problem } from '../policy/problem.ts';
import { variants } from '../policy/variants.ts';
import type { Verdict, VerdictAnswer } from '../policy/verdict.ts';
import type { HostId } from '../programs/host.ts';
import type { ProgramRow } from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext, ReadScope } from './context.ts';
import { EMAIL_ASKED, emailAsked } from './email-asked.ts';
import { AudienceEnum, OperationEnum, VerdictAnswerEnum } from './enums.ts';
import { badInput } from './errors.ts';
import { ProgramType } from './program.types.ts';
import { DateTime } from './scalars.ts';
import { Explanations, type Place, placesOf } from './shipping.ts';
import { HostShippabilityType, ProgramShippabilityType, RemedySetType } from './shipping.types.ts';
import type { ShippingQuestion } from './shipping-question.ts';
import { AS_OF, KNOWN_AT, timesAsked } from './times.ts';
import { readerAsked } from './undertakings.ts';
import { VerdictType } from './verdict.types.ts';

/** How many programs one query asks about. */
export const MOST_PROGRAMS = 1_000;

interface HostShippability extends Place {
  readonly explanations: Explanations;
}

interface ProgramShippability {
  readonly programId: string;
  readonly scope: ReadScope;
  readonly hosts: readonly HostShippability[];
  readonly problems: readonly Problem[];
}

@Resolver(() => ProgramShippabilityType)
export class ShippabilityResolver {
  @Query(() => [ProgramShippabilityType], {
    description:
      'May this be done with these programs, host by host? Everything that stands against it and everything that passed, with clause and evidence, and the smallest set of remedies.',
  })
  @AccessFor('VIEWER')
  async shippability(
    @Arg('programIds', () => [ID], {
      nullable: true,
      description: `The programs, at most ${MOST_PROGRAMS}; those that the account does not have are left out. Left out: the newest ${MOST_PROGRAMS}.`,
    })
    programIds: readonly string[] | null,
    @Arg('hostIds', () => [ID], {
      nullable: true,
      description: 'The hosts. Left out: those that each program is to go to at that instant (baidu/3.6).',
    })
    hostIds: readonly HostId[] | null,
    @Arg('operation', () => OperationEnum, {
      defaultValue: 'SUBMIT',
      description:
        'SUBMIT asks about the newest version; WITHDRAW and RELEASE about what was last handed in.',
    })
    operation: Operation,
    @Arg('at', () => DateTime, {
      nullable: true,
      description:
        'The instant that the rules are asked at; it may lie ahead. Left out: `asOf`, and without a past, now. It says nothing of the facts: those are of `asOf` and `knownAt`, or of now. Before the program existed, nothing is answered.',
    })
    at: Date | null,
    @Arg('absentContent', () => [String], {
      defaultValue: [],
      description: 'SUBMIT: the codes of `contentKinds` that would be declared absent (baidu/3.3).',
    })
    absentContent: readonly string[],
    @Arg('readerId', () => ID, {
      nullable: true,
      description:
        'READ_PLATFORM_DATA: the member who is to read (wechat/4.9). Left out: the member who asks; a token is none. Another than oneself: for an ADMIN.',
    })
    readerId: string | null,
    @Arg('audience', () => AudienceEnum, {
      defaultValue: 'PUBLIC',
      description:
        'DISCLOSE: to whom. What may be shown to everybody may be shown to anyone. Whether it is in a closed test is known from `recordBetaInvitation` (wechat/7.1, baidu/8.1).',
    })
    audience: Audience,
    @Arg('email', () => String, EMAIL_ASKED)
    email: string | null,
    @Arg('asOf', () => DateTime, AS_OF) asOf: Date | null,
    @Arg('knownAt', () => DateTime, KNOWN_AT) knownAt: Date | null,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly ProgramShippability[]> {
    const scope = context.accountAt(timesAsked(context, asOf, knownAt));
    const published = await context.parts.hosts.all();
    refuseMisnamed(absentContent);
    const ids = programIds ?? (await newestPrograms(scope));
    if (ids.length > MOST_PROGRAMS) {
      throw badInput(`at most ${MOST_PROGRAMS} programs, and there are ${ids.length}`, 'programIds');
    }
    const address = emailAsked(context, email, 'email');
    const factsAt = scope.asOf ?? context.parts.clock.now();
    const question: ShippingQuestion = {
      operation,
      at: at ?? factsAt,
      factsAt,
      absentContent,
      readerId: await readerAsked(context, scope, readerId, 'readerId'),
      audience,
      prefix: '',
      ...(hostIds ? { hostIds } : {}),
      ...(address.email === undefined ? {} : { email: address.email }),
    };
    const explanations = new Explanations(question);
    const asked = await Promise.all(
      [...new Set(ids)].map(async (programId) => {
        const found = await placesOf(scope, published, programId, question);
        if (!found) return undefined;
        const problems = [...address.problems, ...found.problems];
        const places = problems.length > 0 ? [] : found.places;
        return { programId, scope, hosts: places.map((place) => ({ ...place, explanations })), problems };
      }),
    );
    return asked.filter((program) => program !== undefined);
  }

  @FieldResolver(() => ProgramType, { nullable: true, description: 'The program.' })
  program(@Root() { programId, scope }: ProgramShippability): Promise<ProgramRow | undefined> {
    return scope.rows.find('Program', programId);
  }
}

@Resolver(() => HostShippabilityType)
export class HostShippabilityResolver {
  @FieldResolver(() => VerdictAnswerEnum, { description: 'The answer.' })
  answer(@Root() place: HostShippability): VerdictAnswer {
    return place.explanations.verdict(place).answer;
  }

  @FieldResolver(() => VerdictType, {
    description: 'Everything that stands against it, and everything that passed, with the evidence.',
  })
  verdict(@Root() place: HostShippability): Verdict {
    return place.explanations.verdict(place);
  }

  @FieldResolver(() => RemedySetType, { description: 'The smallest set of remedies that turns it to YES.' })
  smallestRemedies(@Root() place: HostShippability): RemedySetType {
    return { remedies: [], stoppedBy: [], ...place.explanations.remedies(place) };
  }
}

async function newestPrograms({ rows }: ReadScope): Promise<readonly string[]> {
  const programs = await rows.programs(undefined, MOST_PROGRAMS, ['manifests']);
  return programs.map(({ id }) => id);
}

/** Throws BAD_USER_INPUT where one of them is no kind of content; `submitForReview` refuses it with the same words. */
function refuseMisnamed(absentContent: readonly string[]): void {
  const [fault] = contentKindFaults(variants, absentContent, 'absentContent');
  if (fault) throw badInput(fault.message.en, 'absentContent');
}
