import { type Client, Events } from 'discord.js';
import { MemberFetchService } from 'rollcall';
import { fileStore } from 'rollcall/stores';

/** A service that has the lists of before. */
export function restoring(client: Client, directory: string): MemberFetchService {
	const members = new MemberFetchService({}, { store: fileStore(directory) });
	client.once(Events.ClientReady, (ready) => members.restore(ready));
	process.once('SIGTERM', async () => {
		await members.close(); // saves
		await client.destroy();
	});
	return members;
}
