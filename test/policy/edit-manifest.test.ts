import { describe, expect, it } from '@jest/globals';
import { editManifest } from '../../src/policy/explain/edit-manifest.ts';
import type { ManifestEdit } from '../../src/policy/manifest-change.ts';
import type { Manifest } from '../../src/programs/manifest.ts';
import { someDataItem, someManifest } from '../support/facts.ts';

const manifest = someManifest({
  dataItems: [someDataItem(), someDataItem({ key: 'place', consentMoment: '', separateConsent: false })],
  serverDomains: ['https://a.example', 'http://b.example'],
});

describe('an edit of the manifest', () => {
  it.each<[ManifestEdit, (edited: Manifest) => unknown, unknown]>([
    [
      { field: 'analytics', change: { to: 'VALUE', value: 'ENABLED' } },
      ({ analytics }) => analytics,
      'ENABLED',
    ],
    [
      { field: 'dataItems[1].separateConsent', change: { to: 'VALUE', value: true } },
      ({ dataItems }) => dataItems.map(({ separateConsent }) => separateConsent),
      [true, true],
    ],
    [
      { field: 'dataItems[1].consentMoment', change: { to: 'TEXT' } },
      ({ dataItems }) => dataItems[1]?.consentMoment?.trim().length !== 0,
      true,
    ],
    [
      { field: 'serverDomains[1]', change: { to: 'ADDRESS', schemes: ['wss'] } },
      ({ serverDomains }) => serverDomains,
      ['https://a.example', expect.stringMatching(/^wss:\/\//)],
    ],
    [
      { field: 'serverDomains', change: { to: 'ADDRESS', schemes: ['https'] } },
      ({ serverDomains }) => serverDomains.length,
      3,
    ],
    [
      { field: 'advancedFeatures', change: { to: 'ENTRY', example: 'wechat:live' } },
      ({ advancedFeatures }) => advancedFeatures,
      ['wechat:live'],
    ],
    [
      { field: 'privacyPolicy.sections', change: { to: 'SECTION', item: 'place', parts: ['use'] } },
      ({ privacyPolicy }) => privacyPolicy?.sections.map(({ item, use }) => [item, use !== '']),
      [
        ['phone', true],
        ['place', true],
      ],
    ],
    [{ field: 'dataItems', change: { to: 'ITEM' } }, ({ dataItems }) => dataItems.length, 3],
    [
      { field: 'dataItems', change: { to: 'CONSENT', items: ['place'] } },
      ({ dataItems }) => dataItems.map(({ consentMoment }) => consentMoment === ''),
      [false, false],
    ],
  ])('%j changes that field', (edit, read, expected) => {
    const before = structuredClone(manifest);
    expect(read(editManifest(manifest, edit))).toEqual(expected);
    expect(manifest).toEqual(before);
  });

  it('makes what is not there yet', () => {
    const { privacyPolicy: _none, ...bare } = manifest;
    const { privacyPolicy } = editManifest(bare, { field: 'privacyPolicy', change: { to: 'POLICY' } });
    expect(privacyPolicy).toEqual({ url: expect.stringContaining('https://'), sections: [] });
  });
});
