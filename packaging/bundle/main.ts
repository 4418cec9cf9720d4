import { join } from 'node:path';
import { ROOT } from '../workspace/index.js';
import { bundle } from './bundle.js';
import { inline } from './inline.js';

/** What a bot needs that goes on after a restart. */
const RESTART = {
	name: 'restart',
	test: /src\/(saved|engine\/warming|discord\/keepClient|standalone\/(keepSaved|readSessions|ShardFacts))/,
};

const doors = ['index', 'metrics', 'sharding', 'standalone', 'stores', 'workers'];
await bundle(join(ROOT, 'packages/rollcall'), doors, RESTART);
await inline(join(ROOT, 'packages/emulator'));
