import { z } from 'zod';
import type { DeveloperCheckDesk, FaceCode } from '../../desks/developer-checks.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { number } from '../wire-values.ts';

const faceShape = z.object({
  data: z.object({ qrcode: z.string(), timeout: number, legal_face_status: number.nullish() }),
});

const states: ReadonlyMap<number, FaceCode['state']> = new Map([
  [1, 'NOT_STARTED'],
  [2, 'PASSED'],
  [4, 'DECLINED'],
  [6, 'WAITING'],
]);

/** The legal person's face, for sole traders, in the place of a payment (baidu/2.2). Source: the page of `auth/faceauthen`. */
export function createBaiduDeveloperChecks(calls: ProgramCalls): Required<Pick<DeveloperCheckDesk, 'face'>> {
  return {
    async face(appId) {
      const { data } = await calls.get(appId, 'auth/faceauthen', faceShape);
      return {
        picture: data.qrcode,
        until: new Date(data.timeout * 1000),
        state: states.get(data.legal_face_status ?? 0) ?? 'UNKNOWN',
      };
    },
  };
}
