import { baidu } from './baidu/variant.ts';
import { registerVariants } from './registry.ts';
import { wechat } from './wechat/variant.ts';

/** The platforms that this gateway knows. A further one is a folder beside these and a name in this line. */
export const { variants, variantOf } = registerVariants([wechat, baidu]);
