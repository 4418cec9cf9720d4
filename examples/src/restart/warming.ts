import type { Client } from 'discord.js';
import type { MemberFetchService } from 'rollcall';

/** Proves the lists of all guilds in the background, and says how far it is. */
export async function prove(members: MemberFetchService, client: Client<true>, signal?: AbortSignal): Promise<number> {
	const { proven, unproven } = await members.warmUp(client, {
		...(signal && { signal }),
		progressCallback: ({ proven, total, waitsFor }) => {
			if (proven % 100 === 0) console.log(`${proven} of ${total} lists, waiting for ${waitsFor ?? 'nothing'}`);
		},
	});
	for (const [guildId, error] of unproven) console.warn(`Guild ${guildId}: ${error.message}`);
	return proven;
}
