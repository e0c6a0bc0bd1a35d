import type { Overwrites } from '../foreign-change.ts';
import { overwrittenAtAnyPlatform } from '../shared-overwrites.ts';

/** `package/upload` puts a package beside those that are there, and every later call names the one it is about. */
export const baiduOverwrites: Overwrites = { ...overwrittenAtAnyPlatform, UPLOADED: [] };
