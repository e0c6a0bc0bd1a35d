import type { Overwrites } from '../foreign-change.ts';
import { overwrittenAtAnyPlatform } from '../shared-overwrites.ts';

/** A program has one trial version: `commit` puts another in its place, and what was there is gone. */
export const wechatOverwrites: Overwrites = { ...overwrittenAtAnyPlatform, UPLOADED: ['SUBMIT'] };
