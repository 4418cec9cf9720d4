import { join } from 'node:path';
import { ROOT } from '../workspace/index.js';
import { copyPages } from './copyPages.js';

// npm looks for the links of a README in the tarball, and packs nothing from outside the folder of the package.
copyPages(join(ROOT, 'docs'), join(ROOT, 'packages/rollcall/docs'));
