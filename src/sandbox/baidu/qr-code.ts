import { type Fields, numberIn } from '../fields.ts';
import { codePattern } from '../picture/code-pattern.ts';
import { pngOf } from '../picture/png.ts';
import type { Answer } from '../wire.ts';
import { BaiduRefusal, required } from './errors.ts';
import { type App, findPackage, type PackageStatus } from './state.ts';

const NARROWEST = 200;
const WIDEST = 1280;
/** Online, in development, in review; that an approved one counts as the latter is inferred. */
const DRAWN: readonly (PackageStatus | undefined)[] = [1, 3, 4, 6];

/** The code of a package, or of the one that is online. A picture, and JSON only when it is refused. */
export function qrCode(app: App, fields: Fields): Answer {
  const width = numberIn(fields, 'width') ?? NARROWEST;
  if (!(width >= NARROWEST && width <= WIDEST)) throw new BaiduRefusal(470018);
  const id = numberIn(fields, 'package_id');
  const chosen =
    id === undefined
      ? required(
          app.packages.find(({ status }) => status === 1),
          470020,
        )
      : required(findPackage(app, id), 470019);
  if (!DRAWN.includes(chosen.status)) throw new BaiduRefusal(470019);
  const pattern = codePattern(`${app.appId} ${chosen.id}`);
  return {
    status: 200,
    contentType: 'image/png',
    body: pngOf(pattern, Math.floor(width / pattern.length)),
  };
}
