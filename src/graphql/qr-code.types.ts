import { Field, ObjectType } from 'type-graphql';
import type { Problem } from '../policy/problem.ts';
import type { QrAudience } from '../policy/qr-code.ts';
import { QrAudienceEnum } from './enums.ts';
import { ProblemType } from './problem.types.ts';

@ObjectType('QrCode', {
  description: 'The QR code of a program at a host, from its registration on (wechat/2.2).',
  simpleResolvers: true,
})
export class QrCodeType {
  @Field(() => String, {
    nullable: true,
    description:
      'Where the picture is, PNG or JPEG as the platform draws it: an address on this gateway, for the same credentials as this query. Null: there is no code, `problems` say why.',
  })
  url!: string | null;

  @Field(() => QrAudienceEnum, {
    nullable: true,
    description: 'Whom it lets in; null where there is no code.',
  })
  opensFor!: QrAudience | null;

  @Field(() => [ProblemType], { description: 'Why there is no code; empty where there is one.' })
  problems!: readonly Problem[];
}
