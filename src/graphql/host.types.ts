import { Field, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import { HostConfirmationEnum, HostFormEnum, HostKindEnum, PlatformEnum } from './enums.ts';
import { Localized } from './localized.ts';
import { NodeType } from './node.types.ts';

@ObjectType('Host', {
  implements: NodeType,
  description: 'Where a program runs (宿主).',
  simpleResolvers: true,
})
export class HostType extends NodeType {
  @Field(() => PlatformEnum, { description: 'The platform that publishes it.' })
  platform!: string;

  @Localized('What people call it.')
  name!: LocalizedText;

  @Field(() => HostKindEnum, { description: 'Who runs it.' })
  kind!: string;

  @Field(() => HostFormEnum, { description: 'What it runs on.' })
  form!: string;

  @Field(() => HostConfirmationEnum, { description: 'Who says the last word on a program there.' })
  confirmation!: string;

  @Field(() => String, { description: 'What publishes the host, or what our reading of it rests on.' })
  source!: string;

  @Field(() => String, { description: 'The first day, YYYY-MM-DD, on which the platform offers it.' })
  offeredFrom!: string;
}
