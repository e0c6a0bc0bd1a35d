import { overwrittenAtAnyPlatform } from '../any-platform-overwrites.ts';
import type { Overwrites } from '../foreign-change.ts';

/** `package/upload` puts a package beside those that are there, and every later call names the one it is about. */
export const baiduOverwrites: Overwrites = { ...overwrittenAtAnyPlatform, UPLOADED: [] };
