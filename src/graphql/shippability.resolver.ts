import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { contentKindFaults } from '../policy/content-kinds.ts';
import type { Operation } from '../policy/operation.ts';
import { variants } from '../policy/variants.ts';
import type { Verdict, VerdictAnswer } from '../policy/verdict.ts';
import type { HostId } from '../programs/host.ts';
import type { ProgramRow } from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext, ReadScope } from './context.ts';
import { OperationEnum, VerdictAnswerEnum } from './enums.ts';
import { badInput } from './errors.ts';
import { ProgramType } from './program.types.ts';
import { DateTime } from './scalars.ts';
import { Explanations, type Place, placesOf, type ShippingQuestion } from './shipping.ts';
import { HostShippabilityType, ProgramShippabilityType, RemedySetType } from './shipping.types.ts';
import { AS_OF, KNOWN_AT, timesAsked } from './times.ts';
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
        'The instant that the rules are asked at; it may lie ahead. Left out: `asOf`, and without a past, now. It says nothing of the facts: those are of `asOf` and `knownAt`, or of now.',
    })
    at: Date | null,
    @Arg('absentContent', () => [String], {
      defaultValue: [],
      description: 'SUBMIT: the codes of `contentKinds` that would be declared absent (baidu/3.3).',
    })
    absentContent: readonly string[],
    @Arg('asOf', () => DateTime, AS_OF) asOf: Date | null,
    @Arg('knownAt', () => DateTime, KNOWN_AT) knownAt: Date | null,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly ProgramShippability[]> {
    const scope = context.accountAt(timesAsked(context, asOf, knownAt));
    const published = await context.parts.hosts.all();
    refuseUnknown(hostIds ?? [], published);
    refuseMisnamed(absentContent);
    const ids = programIds ?? (await newestPrograms(scope));
    if (ids.length > MOST_PROGRAMS) {
      throw badInput(`at most ${MOST_PROGRAMS} programs, and there are ${ids.length}`, 'programIds');
    }
    const question: ShippingQuestion = {
      operation,
      at: at ?? scope.asOf ?? context.parts.clock.now(),
      absentContent,
      ...(hostIds ? { hostIds } : {}),
    };
    const explanations = new Explanations(question);
    const asked = await Promise.all(
      [...new Set(ids)].map(async (programId) => {
        const places = await placesOf(scope, published, programId, question);
        return places && { programId, scope, hosts: places.map((place) => ({ ...place, explanations })) };
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

/** Throws BAD_USER_INPUT where one of them is no host. */
export function refuseUnknown(ids: readonly HostId[], published: readonly { readonly id: HostId }[]): void {
  const unknown = ids.filter((id) => !published.some((host) => host.id === id));
  if (unknown.length > 0) throw badInput(`there are no such hosts: ${unknown.join(', ')}`, 'hostIds');
}

/** Throws BAD_USER_INPUT where one of them is no kind of content; `submitForReview` refuses it with the same words. */
function refuseMisnamed(absentContent: readonly string[]): void {
  const [fault] = contentKindFaults(variants, absentContent, 'absentContent');
  if (fault) throw badInput(fault.message.en, 'absentContent');
}
