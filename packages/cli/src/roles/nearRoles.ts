import type { Role } from '../connection/index.js';
import { distance } from './distance.js';

const MOST = 5;

/** The roles whose names are like the text, the most alike first. */
export function nearRoles(name: string, roles: readonly Role[]): Role[] {
	const wanted = plain(name);
	const rated = roles.map((role) => ({ role, farness: farness(wanted, plain(role.name)) }));
	const near = rated.filter(({ farness }) => farness < Number.POSITIVE_INFINITY);
	return near
		.sort((a, b) => a.farness - b.farness)
		.slice(0, MOST)
		.map(({ role }) => role);
}

/** 0 for the same letters, below 1 if one contains the other, then the letters to change; a third of them at most. */
function farness(wanted: string, name: string): number {
	if (wanted === name) return 0;
	const shorter = Math.min(wanted.length, name.length);
	if (shorter > 1 && (name.includes(wanted) || wanted.includes(name))) return 0.5;
	const letters = distance(wanted, name);
	return letters <= Math.max(1, Math.ceil(wanted.length / 3)) ? letters : Number.POSITIVE_INFINITY;
}

/** Without case, marks and signs: people type "moderator" for "🔨 Moderátor". */
function plain(name: string): string {
	const letters = name
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
	return letters === '' ? name : letters;
}
