import { MEMBER_FIELDS } from 'rollcall';
import type { Subject } from '../Subject.js';
import type { Check, Finding } from './Check.js';

const ALWAYS = ['user.id', 'roles'];

/** The surroundings of a list: fields of the future, and the time. */
export const surroundingChecks: readonly Check[] = [
	{ name: 'fields that have no name here', run: findUnknownFields },
	{ name: "Discord's clock", run: compareClocks },
];

async function findUnknownFields({ service, guild }: Subject): Promise<Finding> {
	const { roster } = await service.fetchGuildMembers(guild);
	const known = new Set<string>([...MEMBER_FIELDS, ...ALWAYS]);
	const unknown = new Set<string>();
	for (const { user, ...member } of roster) {
		const names = [...Object.keys(member), ...Object.keys(user).map((key) => `user.${key}`)];
		for (const name of names) if (!known.has(name)) unknown.add(name);
	}
	return { behaviour: unknown.size === 0 ? 'none' : [...unknown].sort().join(', ') };
}

async function compareClocks({ target }: Subject): Promise<Finding> {
	const { headers } = await fetch(`${target.api}/v10/gateway`);
	const ahead = (Date.parse(headers.get('date') ?? '') - Date.now()) / 1_000;
	return {
		behaviour: Math.abs(ahead) <= 2 ? 'as that of this machine' : 'other than that of this machine',
		figures: `${ahead.toFixed(0)} s ahead`,
	};
}
