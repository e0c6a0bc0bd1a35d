// The slow wire in a process of its own, so that what is held back is not held back for longer by the load.
import { serveParent, settings } from './children.mjs';
import { openSlowWire } from './slow-wire.mjs';

const { databaseUrl, delayMs } = settings();
const wire = await openSlowWire(databaseUrl, delayMs);
serveParent({ url: wire.url }, { stop: () => wire.close() });
