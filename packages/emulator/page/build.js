// Builds the page of the emulator into dist/page.
import { fileURLToPath } from 'node:url';
import { buildPage } from './buildPage.js';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

await buildPage(at('.'), at('../dist/page/'));
