import { median } from '../reporting/median.js';
import { WrongAnswer } from '../rounds/WrongAnswer.js';
import { withGuild } from './withGuild.js';

const GREETINGS = 20;

/** Opens many sockets that say nothing, and gives the ms after which a further one gets HELLO. */
export function measureConnections(count: number): Promise<number> {
	return withGuild('emulator', 100, async ({ guild: { url }, client }) => {
		const open = await client.ask('open', { url, count });
		if (open !== count) throw new WrongAnswer(`Of ${count} sockets, ${open} are open.`);
		const all: number[] = [];
		for (let n = 0; n < GREETINGS; n++) all.push(await client.ask('greet', { url }));
		return median(all);
	});
}
