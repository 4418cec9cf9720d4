import { readFileSync, writeFileSync } from 'node:fs';
import { replacePart } from './betweenMarkers.js';
import { configTable } from './configTable.js';
import { describeConfig } from './describeConfig.js';
import { readKeyTexts } from './readKeyTexts.js';

// Run by npm at the root of the repository.
const PAGE = 'docs/MEMBER_FETCH_SERVICE_INTEGRATION.md';
const TEXTS = 'packages/rollcall/src/config/MemberFetchConfig.ts';

const table = configTable(describeConfig(readKeyTexts(TEXTS)));
writeFileSync(PAGE, replacePart(readFileSync(PAGE, 'utf8'), 'config', table));
process.stdout.write(`Wrote the reference of the config into ${PAGE}.\n`);
