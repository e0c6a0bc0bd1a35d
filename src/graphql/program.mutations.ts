import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { addMaterial } from '../onboarding/add-material.ts';
import { chooseHosts } from '../onboarding/choose-hosts.ts';
import { createProgram } from '../onboarding/create-program.ts';
import { createVersion } from '../onboarding/create-version.ts';
import type { NewMaterial } from '../onboarding/records.ts';
import { updateProgram } from '../onboarding/update-program.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { hostsNamed } from './host.resolver.ts';
import { given } from './idempotency.ts';
import { manifestOf } from './manifest.inputs.ts';
import {
  AddMaterialInput,
  ChooseHostsInput,
  CreateProgramInput,
  CreateVersionInput,
  type MaterialInput,
  UpdateProgramInput,
} from './onboarding.inputs.ts';
import {
  AddMaterialPayload,
  ChooseHostsPayload,
  CreateProgramPayload,
  CreateVersionPayload,
  UpdateProgramPayload,
} from './onboarding.types.ts';
import { payloadOf } from './payload.ts';

const INPUT = { description: 'What is to be done.' };

/** What is distributed, and with which papers: for developers. */
@Resolver()
export class ProgramMutations {
  @Mutation(() => AddMaterialPayload, { description: 'Puts a paper on file (baidu/2.5).' })
  @AccessFor('DEVELOPER')
  async addMaterial(
    @Arg('input', () => AddMaterialInput, INPUT) input: AddMaterialInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<AddMaterialPayload> {
    const { programId, idempotencyKey } = input;
    const material = { ...materialOf(input), ...(programId ? { programId } : {}) };
    const outcome = await addMaterial(parts, account.actor, material, given(idempotencyKey));
    return payloadOf(outcome, async ({ materialId }) => {
      const added = await account.rows.find('Material', materialId);
      return added ? { material: added } : {};
    });
  }

  @Mutation(() => CreateProgramPayload, { description: 'Takes a program on, with its papers.' })
  @AccessFor('DEVELOPER')
  async createProgram(
    @Arg('input', () => CreateProgramInput, INPUT) input: CreateProgramInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<CreateProgramPayload> {
    const { manifest, materials, idempotencyKey } = input;
    const program = { manifest: manifestOf(manifest), materials: materials.map(materialOf) };
    const outcome = await createProgram(parts, account.actor, program, given(idempotencyKey));
    return payloadOf(outcome, ({ programId }) => programIn(account, programId));
  }

  @Mutation(() => UpdateProgramPayload, {
    description:
      'Declares a program anew: its category, the data it collects, everything. Refused while a version is in review.',
  })
  @AccessFor('DEVELOPER')
  async updateProgram(
    @Arg('input', () => UpdateProgramInput, INPUT) input: UpdateProgramInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<UpdateProgramPayload> {
    const { programId, manifest, idempotencyKey } = input;
    const change = { programId, manifest: manifestOf(manifest) };
    const outcome = await updateProgram(parts, account.actor, change, given(idempotencyKey));
    return payloadOf(outcome, () => programIn(account, programId));
  }

  @Mutation(() => CreateVersionPayload, {
    description: 'Numbers one state of a program’s code and settings.',
  })
  @AccessFor('DEVELOPER')
  async createVersion(
    @Arg('input', () => CreateVersionInput, INPUT) input: CreateVersionInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<CreateVersionPayload> {
    const { programId, number, description, idempotencyKey } = input;
    const settings = input.settings ?? {};
    const templates = Object.fromEntries(
      input.templates.map(({ platform, templateId }) => [platform, templateId]),
    );
    const version = { programId, number, description, settings, templates };
    const outcome = await createVersion(parts, account.actor, version, given(idempotencyKey));
    return payloadOf(outcome, async ({ versionId }) => {
      const created = await account.rows.find('Version', versionId);
      return created ? { version: created } : {};
    });
  }

  @Mutation(() => ChooseHostsPayload, { description: 'Says where a program is to run (baidu/3.6).' })
  @AccessFor('DEVELOPER')
  async chooseHosts(
    @Arg('input', () => ChooseHostsInput, INPUT) input: ChooseHostsInput,
    @Ctx() context: GraphqlContext,
  ): Promise<ChooseHostsPayload> {
    const { parts, account } = context;
    const { programId, platform, hostIds, idempotencyKey } = input;
    const choice = { programId, platform, ...(hostIds ? { hostIds } : {}) };
    const outcome = await chooseHosts(parts, account.actor, choice, given(idempotencyKey));
    return payloadOf(outcome, async (chosen) => ({
      ...(await programIn(account, chosen.programId)),
      hosts: await hostsNamed(context, chosen.hostIds),
    }));
  }
}

function materialOf({ paper, holder, fileId, validFrom, validUntil }: MaterialInput): NewMaterial {
  return { paper, holder, fileId, validFrom, ...(validUntil ? { validUntil } : {}) };
}

async function programIn({ rows }: GraphqlContext['account'], id: string) {
  const program = await rows.find('Program', id);
  return program ? { program } : {};
}
