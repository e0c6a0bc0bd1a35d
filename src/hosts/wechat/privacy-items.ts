import type { DataItem, Manifest, Sensitivity } from '../../programs/manifest.ts';
import type { PrivacyItem } from '../desks/settings.ts';

/** The kinds of data that WeChat has names of its own for. Source: the page of `setprivacysetting`. */
const named = [
  'UserInfo',
  'Location',
  'Address',
  'Invoice',
  'RunData',
  'Record',
  'Album',
  'Camera',
  'PhoneNumber',
  'Contact',
  'DeviceInfo',
  'EXIDNumber',
  'EXOrderInfo',
  'EXUserPublishContent',
  'EXUserFollowAcct',
  'EXUserOpLog',
  'AlbumWriteOnly',
  'LicensePlate',
  'BlueTooth',
  'CalendarWriteOnly',
  'Email',
  'MessageFile',
  'ChooseLocation',
  'Accelerometer',
  'Compass',
  'DeviceMotion',
  'Gyroscope',
  'Clipboard',
] as const;
const byName: ReadonlyMap<string, string> = new Map(named.map((key) => [key.toLowerCase(), key]));

/** Classes of sensitive data that are one of those kinds. */
const bySensitivity: Readonly<Partial<Record<Sensitivity, (typeof named)[number]>>> = {
  PHONE_NUMBER: 'PhoneNumber',
  LOCATION: 'Location',
  IDENTITY: 'EXIDNumber',
};

/**
 * What a program declares, in WeChat's kinds (wechat/4.4(2)): an item that is called as one of them is that one; else the
 * class of sensitive data tells; else it goes by the developer's own name, since keys of one's own are taken (how long they
 * may be is unconfirmed). What comes to the same kind is one item, with the purposes of both.
 */
export function privacyItemsOf({ dataItems }: Pick<Manifest, 'dataItems'>): readonly PrivacyItem[] {
  const purposes = new Map<string, string[]>();
  for (const item of dataItems) {
    const key = keyOf(item);
    const known = purposes.get(key) ?? [];
    if (!known.includes(item.purpose)) purposes.set(key, [...known, item.purpose]);
  }
  return [...purposes].map(([key, all]) => ({ key, purpose: all.join('；') }));
}

function keyOf({ key, name, sensitivity }: DataItem): string {
  return byName.get(key.toLowerCase()) ?? bySensitivity[sensitivity] ?? name;
}
