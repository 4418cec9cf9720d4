import { writeFileSync } from 'node:fs';
import { configPage } from './configPage.js';
import { describeConfig } from './describeConfig.js';
import { readKeyTexts } from './readKeyTexts.js';

// Run by npm at the root of the repository.
const PAGE = 'docs/configuration.md';
const TEXTS = 'packages/rollcall/src/config/MemberFetchConfig.ts';

writeFileSync(PAGE, configPage(describeConfig(readKeyTexts(TEXTS))));
process.stdout.write(`Wrote ${PAGE}.\n`);
