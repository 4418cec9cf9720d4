import { harmless } from '../surroundings/index.js';
import type { Change } from './compare.js';

/** A change as a line for people. */
export function describeChange(change: Change): string {
	const name = change.username === undefined ? '' : `  ${harmless(change.username)}`;
	const head = `${change.change.padEnd(7)}  ${change.id}${name}`;
	if (change.change !== 'changed') return head;
	const parts = Object.entries(change.fields).map(([field, [before, after]]) =>
		field === 'roles' ? `roles: ${rolesChange(before, after)}` : `${field}: ${quoted(before)} → ${quoted(after)}`,
	);
	return `${head}  ${parts.join('; ')}`;
}

function rolesChange(before: string, after: string): string {
	const [old, now] = [before, after].map((text) => text.split(';').filter((id) => id !== ''));
	const added = now?.filter((id) => !old?.includes(id)) ?? [];
	const removed = old?.filter((id) => !now?.includes(id)) ?? [];
	return [...added.map((id) => `+${id}`), ...removed.map((id) => `-${id}`)].join(' ');
}

const quoted = (text: string) => (text === '' ? 'none' : JSON.stringify(harmless(text)));
