import { checkList } from '../../bot/checkList.js';
import { type Scene, withBot } from '../../bot/withBot.js';
import type { Scale } from '../../promises/Scale.js';
import type { CachedRequest, OriginalCall, ServiceCalls } from './CachedRequest.js';

/** One bot after the other, the machine to itself. */
export async function measureCalls({ sizes, rounds, calls }: Scale, tell: (line: string) => void) {
	const found: CachedRequest[] = [];
	for (const members of sizes) {
		for (let round = 1; round <= rounds(members); round++) {
			const service = await withBot('service', [members], (scene) => callService(scene, members, round, calls));
			const original = await withBot('discord.js', [members], (scene) => callOriginal(scene, members, round));
			found.push(service, original);
			const { p50, p99 } = service.calls.ms;
			tell(
				`${members.toLocaleString('en')} members, round ${round}: median ${p50.toFixed(3)} ms, p99 ${p99.toFixed(3)} ms`,
			);
		}
	}
	return found;
}

async function callService(scene: Scene, members: number, round: number, count: number): Promise<ServiceCalls> {
	const { bot, guildId } = scene;
	await bot.ask('askUntilListed', { guildId });
	const calls = await bot.ask('callAgain', { guildId, calls: count });
	return { way: 'service', members, round, calls, tally: await checkList(scene) };
}

async function callOriginal({ bot, guildId }: Scene, members: number, round: number): Promise<OriginalCall> {
	await bot.ask('askUntilListed', { guildId });
	return { way: 'discord.js', members, round, asked: await bot.ask('fetch', { guildId }) };
}
