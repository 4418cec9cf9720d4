import { join } from 'node:path';
import { ROOT } from '../workspace/index.js';
import { bundle } from './bundle.js';
import { inline } from './inline.js';

await bundle(join(ROOT, 'packages/rollcall'), ['index', 'metrics', 'sharding', 'standalone', 'stores', 'workers']);
await inline(join(ROOT, 'packages/emulator'));
