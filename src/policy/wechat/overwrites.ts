import { overwrittenAtAnyPlatform } from '../any-platform-overwrites.ts';
import type { Overwrites } from '../foreign-change.ts';

/** A program has one trial version: `commit` puts another in its place, and what was there is gone. */
export const wechatOverwrites: Overwrites = { ...overwrittenAtAnyPlatform, UPLOADED: ['SUBMIT'] };
