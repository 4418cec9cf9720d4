import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { keepWithinPackage } from './keepWithinPackage.js';

const isPage = (name: string) => ['.md', '.svg'].includes(extname(name));

/** Copies the pages of one folder into another, which ships, and removes everything else there. */
export function copyPages(from: string, to: string): void {
	mkdirSync(to, { recursive: true });
	const pages = readdirSync(from).filter(isPage);
	for (const name of readdirSync(to)) if (!pages.includes(name)) rmSync(join(to, name));
	for (const name of pages) writeFileSync(join(to, name), keepWithinPackage(readFileSync(join(from, name), 'utf8')));
}
