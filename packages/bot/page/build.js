// Builds the status page into dist/page. It shares parts with the page of the emulator.
import { fileURLToPath } from 'node:url';
import { buildPage } from '../../emulator/page/buildPage.js';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

await buildPage(at('.'), at('../dist/page/'), { folders: [at('../../emulator/page/')], packages: ['uplot'] });
