import 'reflect-metadata';
import { GraphQLSchema, isInterfaceType, isObjectType, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { guardRoots, tellAccess } from './access.ts';
import {
  AccountResolver,
  MaterialResolver,
  ProgramMaterialsResolver,
  ViewerResolver,
} from './account.resolver.ts';
import { AgreementResolver, AgreementVersionResolver, ClauseResolver } from './agreement.resolver.ts';
import { AgreementChangeResolver, AgreementDiffStepResolver } from './agreement-change.resolver.ts';
import { CategoryResolver } from './category.resolver.ts';
import { ComplianceResolver } from './compliance.resolver.ts';
import { AgreementTermsResolver, ClauseMeasureResolver, CoverageResolver } from './coverage.resolver.ts';
import { CredentialUseResolver } from './credential-use.resolver.ts';
import { DeadLetterResolver } from './dead-letter.resolver.ts';
import { DemandResolver } from './demand.resolver.ts';
import {
  DistributionResolver,
  PackageResolver,
  RegistrationResolver,
  ReviewResolver,
} from './distribution.resolver.ts';
import { DutyResolver } from './duty.resolver.ts';
import {
  AuditRequestResolver,
  DutyRequestMutations,
  ObligationRequestResolver,
  ProgramDutiesResolver,
  RightsRequestResolver,
} from './duty-request.resolver.ts';
import { EnforcementMutations } from './enforcement.mutations.ts';
import {
  AppealResolver,
  DistributionEnforcementsResolver,
  EnforcementResolver,
  ProgramEnforcementsResolver,
  RectificationResolver,
} from './enforcement.resolver.ts';
import { EventResolver, ReviewStatusResolver } from './event.resolver.ts';
import { ExitResolver } from './exit.resolver.ts';
import { FeeResolver, PlatformFeeMutations, ProgramFeesResolver } from './fee.resolver.ts';
import {
  DistributionChangesResolver,
  ForeignChangeProblemResolver,
  ForeignChangeResolver,
  RegistrationChangesResolver,
} from './foreign-change.resolver.ts';
import { HostResolver } from './host.resolver.ts';
import { HostDeskResolver } from './host-desk.resolver.ts';
import { HostInboxResolver, HostReviewResolver } from './host-inbox.resolver.ts';
import { HostRuleMutations, HostRuleResolver } from './host-rules.resolver.ts';
import { HostSettingsMutations } from './host-settings.mutations.ts';
import { HostSettingsResolver } from './host-settings.resolver.ts';
import { IncidentResolver } from './incident.resolver.ts';
import { LiveMutations } from './live.mutations.ts';
import { localize } from './localized.ts';
import { LogVerificationResolver } from './log-verification.resolver.ts';
import { NodeResolver } from './node.resolver.ts';
import { NoticeResolver } from './notice.resolver.ts';
import { NoticeSendingResolver } from './notice-sending.resolver.ts';
import { OnboardingMutations } from './onboarding.mutations.ts';
import { OutageResolver } from './outage.resolver.ts';
import { PlanResolver } from './plan.resolver.ts';
import { PlatformSideResolver } from './platform-side.resolver.ts';
import { AgreementRequiredResolver } from './problem.resolver.ts';
import { problemTypes } from './problem.types.ts';
import { ProgramMutations } from './program.mutations.ts';
import {
  HostSelectionResolver,
  ProgramResolver,
  SubmissionResolver,
  VersionResolver,
} from './program.resolver.ts';
import { HostResultResolver, ReviewMutations } from './review.mutations.ts';
import { ProgramRulingsResolver, RulingMutations, RulingResolver } from './ruling.resolver.ts';
import { SecrecyMutations } from './secrecy.mutations.ts';
import { BetaInvitationResolver, ProgramBetaResolver, UndertakingResolver } from './secrecy.resolver.ts';
import { SettingChangeMutations } from './setting-change.mutations.ts';
import { ProgramSettingsResolver, SettingChangeResolver } from './setting-change.resolver.ts';
import { HostShippabilityResolver, ShippabilityResolver } from './shippability.resolver.ts';
import { TakenMeasureResolver } from './taken-measure.resolver.ts';
import { TokenMutations } from './token.mutations.ts';
import { CitationResolver } from './verdict.resolver.ts';
import { WebhookMutations } from './webhook.mutations.ts';
import { WebhookDeliveryResolver, WebhookResolver } from './webhook.resolver.ts';
import { WhatIfResolver } from './what-if.resolver.ts';

/** TypeGraphQL asks for one; every subscription here reads the log instead. */
const noPubSub: PubSub = {
  subscribe: () => {
    throw new Error('subscriptions read the event log: give this one a `subscribe` of its own');
  },
  publish: () => {
    throw new Error('nothing is published: what happened is in the event log');
  },
};

let built: GraphQLSchema | undefined;

/** The contract, with its checks in place. Built once: it has no state, what differs is in the context. */
export function buildSchema(): GraphQLSchema {
  built ??= finish(
    buildSchemaSync({
      resolvers: [
        AccountResolver,
        AgreementChangeResolver,
        AgreementDiffStepResolver,
        AgreementRequiredResolver,
        AgreementResolver,
        AgreementTermsResolver,
        AgreementVersionResolver,
        AuditRequestResolver,
        BetaInvitationResolver,
        CategoryResolver,
        CitationResolver,
        ClauseResolver,
        ComplianceResolver,
        CoverageResolver,
        CredentialUseResolver,
        LogVerificationResolver,
        DeadLetterResolver,
        DemandResolver,
        DistributionResolver,
        DutyRequestMutations,
        AppealResolver,
        ClauseMeasureResolver,
        PlatformSideResolver,
        TakenMeasureResolver,
        DistributionEnforcementsResolver,
        DutyResolver,
        EnforcementMutations,
        EnforcementResolver,
        ProgramEnforcementsResolver,
        RectificationResolver,
        EventResolver,
        ExitResolver,
        FeeResolver,
        ForeignChangeProblemResolver,
        ForeignChangeResolver,
        DistributionChangesResolver,
        RegistrationChangesResolver,
        HostDeskResolver,
        HostInboxResolver,
        LiveMutations,
        HostResolver,
        HostSettingsMutations,
        ProgramSettingsResolver,
        SettingChangeMutations,
        SettingChangeResolver,
        HostSettingsResolver,
        HostResultResolver,
        HostRuleMutations,
        HostRuleResolver,
        HostReviewResolver,
        HostSelectionResolver,
        HostShippabilityResolver,
        IncidentResolver,
        MaterialResolver,
        NodeResolver,
        NoticeResolver,
        NoticeSendingResolver,
        PlatformFeeMutations,
        ProgramFeesResolver,
        ProgramRulingsResolver,
        RulingMutations,
        RulingResolver,
        ObligationRequestResolver,
        OnboardingMutations,
        OutageResolver,
        PackageResolver,
        PlanResolver,
        ProgramBetaResolver,
        ProgramDutiesResolver,
        ProgramMaterialsResolver,
        ProgramMutations,
        ProgramResolver,
        RegistrationResolver,
        ReviewMutations,
        ReviewResolver,
        ReviewStatusResolver,
        SecrecyMutations,
        RightsRequestResolver,
        ShippabilityResolver,
        SubmissionResolver,
        TokenMutations,
        UndertakingResolver,
        VersionResolver,
        ViewerResolver,
        WebhookDeliveryResolver,
        WebhookMutations,
        WebhookResolver,
        WhatIfResolver,
      ],
      orphanedTypes: problemTypes,
      validate: false,
      pubSub: noPubSub,
    }),
  );
  return built;
}

/** The contract as it is committed in `schema/schema.graphql`, in alphabetical order. */
export function printContract(): string {
  return `${printSchema(lexicographicSortSchema(buildSchema()))}\n`;
}

/** What the decorators only note down: languages, and who may use a root field. */
export function finish(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) localize(field);
  }
  tellAccess(schema);
  guardRoots(schema);
  // Once more, so that the schema knows the types that came with the languages.
  return new GraphQLSchema(schema.toConfig());
}
