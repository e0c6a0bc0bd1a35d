import type { RecentAnswers } from '../accounts/recent-answers.ts';
import type { PlatformConnector } from '../hosts/connector.ts';
import type { HostImage } from '../hosts/host-image.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { RegistrationStanding, ReleaseState } from '../policy/lifecycle.ts';
import type { EnforcementState } from '../policy/measure.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import { type QrAudience, qrCodeAt } from '../policy/qr-code.ts';
import { variantOf } from '../policy/variants.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { CheckState } from '../programs/registration.ts';

/** The program at one host, as far as its QR code depends on it. */
export interface QrCodePlace {
  readonly platform: PlatformId;
  readonly appId?: string;
  readonly registration: RegistrationStanding;
  readonly admission: CheckState;
  /** Whether a measure hides it. */
  readonly enforcement: EnforcementState;
  /** What was handed in last, and what end users see. */
  readonly packageId?: string;
  readonly livePackageId?: string;
  /** Where that stands on its release axis. */
  readonly liveRelease?: ReleaseState;
}

export interface QrCodeDeps {
  /** A distribution of this account; undefined for any other. */
  readonly qrCodePlace: (accountId: string, distributionId: string) => Promise<QrCodePlace | undefined>;
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  /** Pictures that were drawn a moment ago. */
  readonly recentImages: RecentAnswers<HostImage>;
}

export interface QrCode {
  readonly image: HostImage;
  readonly opensFor: QrAudience;
}

/**
 * The QR code of a program at a host, drawn by its platform (wechat/2.2). Rejects with `HostError` where the platform does
 * not draw it. A code that was drawn a moment ago is not asked for again; once another version is public, it is.
 */
export async function showQrCode(
  { qrCodePlace, connectorOf, recentImages }: QrCodeDeps,
  accountId: string,
  distributionId: string,
): Promise<Outcome<QrCode, Problem>> {
  const place = await qrCodePlace(accountId, distributionId);
  if (!place) return refused(notFound({ 'zh-CN': '分发', en: 'distribution' }, 'id'));
  const { platform, appId = '', packageId, livePackageId } = place;
  const standing = qrCodeAt(variantOf(platform), place, place.liveRelease);
  if (!standing.ok) return standing;
  const opensFor = standing.value;
  const ofPackage = opensFor === 'EVERYBODY' ? livePackageId : packageId;
  const image = await recentImages.get(JSON.stringify([platform, appId, opensFor, ofPackage]), () =>
    connectorOf(platform).qrCode({ appId, opensFor, ...(packageId ? { key: packageId } : {}) }),
  );
  if (!image) throw new Error('a connector answered without a picture');
  return done({ image, opensFor });
}
