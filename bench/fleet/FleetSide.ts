import { RemoteProcess } from '../processes/RemoteProcess.js';
import type { Answered, BotCommands, BotTerms } from './bots/BotCommands.js';
import type { FleetBot, Spent, WorldCommands } from './world/WorldCommands.js';

/** What one side did in one part of the demo. */
export interface Part {
	readonly part: string;
	readonly side: string;
	readonly ms: number;
	readonly spent: Spent;
	/** Lists that were taken for everybody and are everybody; that are not; and answers that claim less. */
	readonly right: number;
	readonly wrong: number;
	readonly labelled: number;
}

export type World = RemoteProcess<WorldCommands>;
type Bot = RemoteProcess<BotCommands>;

/** The processes of one bot, one for each shard. */
export class FleetSide {
	readonly parts: Part[] = [];
	readonly #processes: Bot[] = [];

	constructor(
		readonly name: string,
		private readonly script: URL,
		readonly world: World,
		private readonly bot: FleetBot,
		private readonly terms: Omit<BotTerms, 'shardId' | 'token' | 'applicationId'>,
	) {}

	/** Starts a process for each shard. */
	async start(): Promise<void> {
		const shards = Array.from({ length: this.terms.shardCount }, (_, shardId) => shardId);
		await Promise.all(shards.map((shardId) => this.startShard(shardId)));
		await this.#spent();
	}

	/** Starts the process of a shard; resolves when it is ready, with the number of lists that it has from before. */
	async startShard(shardId: number, script = this.script): Promise<number> {
		const process = new RemoteProcess<BotCommands>(`${this.name}, shard ${shardId}`, script);
		this.#processes[shardId] = process;
		const { token, applicationId } = this.bot;
		const { lists } = await process.ask('start', { ...this.terms, token, applicationId, shardId });
		return lists;
	}

	guildsOf(shardId: number): string[] {
		return this.bot.guilds.filter((guild) => guild.shardId === shardId).map(({ id }) => id);
	}

	/** The guild with most members. */
	get largest(): { readonly id: string; readonly shardId: number } {
		return [...this.bot.guilds].sort((a, b) => b.members - a.members)[0] as FleetBot['guilds'][number];
	}

	get guildIds(): string[] {
		return this.bot.guilds.map(({ id }) => id);
	}

	process(shardId: number): Bot {
		return this.#processes[shardId] as Bot;
	}

	/** Plays a part: its time, its requests, and its lists beside the truth. */
	async play(part: string, act: () => Promise<readonly Answered[]>): Promise<void> {
		await this.#spent();
		const startedAt = performance.now();
		const answers = await act();
		const ms = performance.now() - startedAt - Math.max(...answers.map(({ checkMs }) => checkMs));
		const lists = answers.flatMap((answer) => answer.lists);
		const spent = await this.#spent();
		const truth = new Map(
			await this.world.ask('digests', { guildIds: [...new Set(lists.map((list) => list.guildId))] }),
		);
		const complete = lists.filter((list) => list.complete);
		const right = complete.filter(({ guildId, digest }) => truth.get(guildId) === digest).length;
		const labelled = lists.length - complete.length;
		this.parts.push({ part, side: this.name, ms, spent, right, wrong: complete.length - right, labelled });
	}

	/** Kills what runs. */
	async close(): Promise<void> {
		await Promise.all(this.#processes.map((process) => process.close()));
	}

	#spent(): Promise<Spent> {
		return this.world.ask('spent', { applicationId: this.bot.applicationId });
	}
}
