import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../workspace/index.js';
import { LockFile } from './LockFile.js';
import { renderLicences } from './renderLicences.js';

writeFileSync(join(ROOT, 'docs/licences.md'), renderLicences(new LockFile()));
