import { type OperationId, operations } from '../../rest/operations/index.js';
import { Routing } from '../../rest/Routing.js';
import type { Route } from '../../rest/routes/index.js';

/** Whether the emulator has an operation: with everything that belongs to it, as an empty list, or not at all. */
export type Support = 'yes' | 'empty' | 'no';

const routing = new Routing();
// A snowflake stands for each parameter but these.
const parts: Readonly<Record<string, string>> = { emoji_name: '%F0%9F%91%8D', code: 'abcdef' };

/** A request of an operation. */
export function requestOf(id: OperationId): { method: string; path: string } {
	const [method = '', path = ''] = operations[id].split(' ');
	return { method, path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '100000000000000001') };
}

export function supportOf(id: OperationId): Support {
	const route = routeOf(id);
	if (!route) return 'no';
	return route.isEmpty ? 'empty' : 'yes';
}

function routeOf(id: OperationId): Route | undefined {
	const { method, path } = requestOf(id);
	try {
		return routing.find(method, `/api/v10${path}`).route;
	} catch {
		return undefined;
	}
}

/** The page that lists every operation of Discord, and which of them the emulator has. */
export function describeOperations(): string {
	const ids = Object.keys(operations) as OperationId[];
	const count = (wanted: Support) => ids.filter((id) => supportOf(id) === wanted).length;
	const rows = ids.map((id) => `| \`${id}\` | \`${operations[id]}\` | ${supportOf(id)} |`);
	return `# Operations

Discord's API has ${ids.length} operations. The emulator has ${count('yes')} of them. It answers ${count('empty')} more with an empty list, because
clients ask for that list at start. The other ${count('no')} get 501 with their name.

Beside these there is \`POST /guilds/{guild_id}/members-search\`, which Discord does not document: what it takes and gives is as authors of
libraries have written it down. It needs no index, so it is never behind.

A test checks each answer with Discord's OpenAPI specification of 2026-07-18.

<!-- operations: begin, written by \`npx vitest run packages/emulator/src/rest/operations -u\` -->

| operation | request | supported |
| --- | --- | --- |
${rows.join('\n')}

<!-- operations: end -->
`;
}
