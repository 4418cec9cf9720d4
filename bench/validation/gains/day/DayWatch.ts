import type { Tally } from '../../../checking/compare.js';
import type { BotTarget } from '../../../discord/DiscordCommands.js';
import type { RemoteProcess } from '../../../processes/RemoteProcess.js';
import type { DayClocks } from './DayClocks.js';
import type { DayBotCommands, DayDiscordCommands, HeldList } from './DayCommands.js';
import type { DayCheck, DayCommand, Drift } from './DayFound.js';

/** A change this shortly before an answer is still on its way to the bot: Discord's latency and a step of the clocks. */
const ON_THE_WAY_MS = 100;
/** After a rest of this length everything has reached the bot. */
const REST_MS = 1_000;

/** Does what is due, and holds what the bot says against the world. */
export class DayWatch {
	constructor(
		private readonly discord: RemoteProcess<DayDiscordCommands>,
		private readonly bot: RemoteProcess<DayBotCommands>,
		private readonly clocks: DayClocks,
		private readonly target: BotTarget,
	) {}

	/** Runs a command, and checks its list when it is answered, while the clocks stand still. */
	async command(guild: number, members: number): Promise<DayCommand> {
		const guildId = this.target.guildIds[guild] as string;
		const at = this.clocks.now;
		const { says, code, isFromMemory } = await this.clocks.passDuring(this.bot.ask('fetch', { guildId }));
		const command = { at, members, ms: this.clocks.now - at, says, ...(code !== undefined && { code }), isFromMemory };
		return says === 'complete' ? { ...command, tally: await this.#check(guildId) } : command;
	}

	/** Cuts the connection, and waits until the bot is back. */
	async cut(resumable: boolean, awayMs: number): Promise<void> {
		const { cuts } = await this.bot.ask('connection', {});
		await this.discord.ask('cut', { resumable, awayMs });
		await this.clocks.catchUp(awayMs);
		await this.clocks.passUntilReady(cuts + 1);
	}

	/** Counts what is held. A full check compares every list at hand with the world as well. */
	async check(hour: number, isFull: boolean): Promise<DayCheck> {
		const requests = await this.discord.ask('requests', { botId: this.target.id });
		const holding = await this.bot.ask('holding', {});
		if (!isFull) return { hour, requests, ...holding };
		await this.discord.ask('rest', { isResting: true });
		await this.clocks.passUntil(this.clocks.now + REST_MS);
		const drift = await this.#drift();
		await this.discord.ask('rest', { isResting: false });
		return { hour, requests, ...holding, drift };
	}

	async #check(guildId: string): Promise<Tally> {
		const [listed, { digest, count }] = await Promise.all([
			this.bot.ask('digest', {}),
			this.discord.ask('digest', { guildId }),
		]);
		if (listed === digest) return { right: count, missing: 0, ghost: 0, differs: 0 };
		const except = await this.discord.ask('changedWithin', { guildId, ms: ON_THE_WAY_MS });
		return this.bot.ask('tally', { truth: await this.discord.ask('truth', { guildId }), except });
	}

	async #drift(): Promise<Drift> {
		const lists = await this.bot.ask('heldLists', {});
		const drift = { lists: lists.length, members: 0, wrongLists: 0, wrongMembers: 0 };
		for (const list of lists) {
			const { count, wrong } = await this.#compare(list);
			drift.members += count;
			drift.wrongLists += wrong > 0 ? 1 : 0;
			drift.wrongMembers += wrong;
		}
		return drift;
	}

	async #compare({ guildId, digest }: HeldList): Promise<{ count: number; wrong: number }> {
		const truth = await this.discord.ask('digest', { guildId });
		if (truth.digest === digest) return { count: truth.count, wrong: 0 };
		const rows = await this.discord.ask('truth', { guildId });
		const { missing, ghost, differs } = await this.bot.ask('heldTally', { guildId, truth: rows });
		return { count: truth.count, wrong: missing + ghost + differs };
	}
}
