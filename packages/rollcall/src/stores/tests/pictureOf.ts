import type { IShardStore } from '../../interfaces/IRosterStore.js';

/** Everything that a store of a shard answers, in a form to compare. */
export async function pictureOf(store: IShardStore) {
	const { saved } = store;
	if (saved === null) return null;
	const guilds: [string, unknown][] = [];
	for (const [guildId, { facts, roster }] of saved.guilds) {
		const block = await store.read(guildId);
		guilds.push([guildId, { facts, roster: roster ?? null, block: block && Buffer.from(block).toString('base64') }]);
	}
	const { savedAt, session, identity } = saved;
	return { savedAt, session, identity, guilds: Object.fromEntries(guilds.sort(([a], [b]) => (a < b ? -1 : 1))) };
}
