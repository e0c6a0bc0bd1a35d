import { z } from 'zod';
import type { CheckState } from '../../programs/registration.ts';
import { readReply } from '../reply.ts';
import type { WechatApi } from './api.ts';
import { PLATFORM } from './config.ts';

const PATH = '/cgi-bin/component/api_get_authorizer_info';

const authorizerShape = z.object({
  authorizer_info: z.object({
    verify_type_info: z.object({ id: z.number() }).optional(),
    /** There for mini programs, and not for other accounts. */
    MiniProgramInfo: z.unknown().optional(),
  }),
  authorization_info: z
    .object({
      func_info: z
        .array(z.object({ funcscope_category: z.object({ id: z.union([z.number(), z.string()]) }) }))
        .nullish(),
    })
    .nullish(),
});

/** An account that lets the gateway act for it. Source: the page of `api_get_authorizer_info`. */
export interface Authorizer {
  readonly isMiniProgram: boolean;
  readonly verification: CheckState;
  /** The numbers of the sets of permissions: 18 for code and reviews, 30 for basic information. */
  readonly permissions: readonly string[];
}

export async function readAuthorizer(
  api: WechatApi,
  componentAppId: string,
  appId: string,
): Promise<Authorizer> {
  const reply = await api.asComponent({
    method: 'POST',
    path: PATH,
    effect: 'READS',
    body: { json: { component_appid: componentAppId, authorizer_appid: appId } },
  });
  const { authorizer_info, authorization_info } = readReply(PLATFORM, `POST ${PATH}`, authorizerShape, reply);
  return {
    isMiniProgram: authorizer_info.MiniProgramInfo !== undefined,
    verification: authorizer_info.verify_type_info?.id === 0 ? 'PASSED' : 'NONE',
    permissions: (authorization_info?.func_info ?? []).map(({ funcscope_category }) =>
      String(funcscope_category.id),
    ),
  };
}
