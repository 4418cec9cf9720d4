import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DiscordEmulator, type GuildWorld } from 'rollcall-emulator';
import { attachRosters } from 'rollcall-redis';
import { expect, inject, it, onTestFinished } from 'vitest';
import { describeRedis } from '../src/tests/redisStage.js';

const PROGRAM = fileURLToPath(new URL('publisher.mjs', import.meta.url));
const LEASE_MS = 1_000;
const INTENTS = 3; // guilds and members
const LANES = 4;
/** Of all lanes together. */
const RUNS = 2 * inject('depth');
/** A list that is complete was the guild's so long ago at most, with what a busy machine takes for an answer. */
const LONGEST_SILENCE_MS = 6_000;
const FAULTS = ['kill', 'stop', 'flush', 'term'] as const;

type Member = ReturnType<GuildWorld['memberAt']>;

/** The members as they are compared. */
function pictureOf(members: Iterable<Pick<Member, 'user' | 'nick' | 'roles'>>): string {
	const rows = Array.from(members, ({ user, nick = null, roles }) =>
		JSON.stringify([user.id, nick, [...roles].sort()]),
	);
	return rows.sort().join('\n');
}

/** A bot whose processes die, and a worker that reads what they tell. */
class Lane {
	readonly wrong: string[] = [];
	completeCount = 0;
	readonly #children = new Set<ChildProcess>();
	/** What the guild was, each from a moment on. */
	readonly #past: { readonly at: number; readonly picture: string }[] = [];
	#changes = 0;

	constructor(
		private readonly guild: GuildWorld,
		private readonly worker: ReturnType<typeof attachRosters>,
		private readonly given: object,
		private readonly flush: () => Promise<unknown>,
	) {
		this.#remember();
	}

	async run(fault: (typeof FAULTS)[number]): Promise<void> {
		const owner = await this.#start();
		await this.#live(200 + Math.random() * 1_500);
		if (fault === 'flush') await this.flush();
		if (fault === 'term') owner.kill('SIGTERM');
		if (fault === 'stop') {
			owner.kill('SIGSTOP');
			const other = await this.#start(); // after the lease of the first
			await this.#live(300);
			owner.kill('SIGCONT');
			await this.#live(Math.random() * 1_000);
			await this.#kill(other);
		}
		if (fault !== 'kill') await this.#live(Math.random() * 1_000);
		await this.#kill(owner);
		await this.#live(200);
	}

	async end(): Promise<void> {
		for (const child of this.#children) await this.#kill(child);
	}

	async #start(): Promise<ChildProcess> {
		const child = spawn(process.execPath, [PROGRAM, JSON.stringify(this.given)], {
			stdio: ['ignore', 'pipe', 'inherit'],
			env: { ...process.env, NODE_NO_WARNINGS: '1' }, // that it could not save, which is no wonder here
		});
		this.#children.add(child);
		let isReady = false;
		child.stdout?.on('data', () => {
			isReady = true;
		});
		for (const until = Date.now() + 60_000; !isReady; ) {
			if (Date.now() > until || child.exitCode !== null) throw new Error('A process of the bot did not begin.');
			await this.#live(50);
		}
		return child;
	}

	async #kill(child: ChildProcess): Promise<void> {
		this.#children.delete(child);
		if (child.exitCode !== null || child.signalCode !== null) return;
		const ended = once(child, 'exit');
		child.kill('SIGKILL');
		await ended;
	}

	/** Things happen in the guild, and somebody asks for the list all the time. */
	async #live(ms: number): Promise<void> {
		for (const until = Date.now() + ms; Date.now() < until; await setTimeout(15)) {
			this.#happen();
			const isPatient = Math.random() < 0.2;
			const { roster, metadata } = await this.worker.fetchGuildMembers(
				this.guild.id,
				isPatient ? { timeout: 200 } : {},
			);
			if (metadata.complete) this.#judge(pictureOf(roster.rows()));
		}
	}

	#happen(): void {
		const member = this.guild.member(this.guild.memberAt(this.#changes++ % 20).user.id);
		const chance = Math.random();
		if (!member || chance < 0.2) this.guild.join();
		else if (chance < 0.3 && !member.user.bot && member.user.id !== this.guild.ownerId)
			this.guild.leave(member.user.id);
		else if (chance < 0.7) this.guild.update(member.user.id, { nick: `change ${this.#changes}` });
		this.#remember();
	}

	#remember(): void {
		this.#past.push({ at: Date.now(), picture: pictureOf(this.guild.members()) });
	}

	#judge(picture: string): void {
		this.completeCount++;
		const since = Date.now() - LONGEST_SILENCE_MS;
		const isRight = this.#past.some((one, index) => {
			const next = this.#past[index + 1];
			return (next === undefined || next.at >= since) && one.picture === picture;
		});
		if (!isRight) this.wrong.push(`a list of ${picture.split('\n').length} members that the guild was not`);
	}
}

describeRedis('a worker whose owners are killed, stopped and robbed of their Redis', (stage) => {
	it('calls no list complete that differs', async () => {
		let runs = 0;
		const lanes = await Promise.all(
			Array.from({ length: LANES }, async (_, index) => {
				const emulator = new DiscordEmulator({ guilds: [{ members: 30 }], gateway: { requestWindow: 0 } });
				await emulator.start();
				onTestFinished(() => emulator.stop());
				const prefix = `kills${index}`;
				const { restUrl, token, bots } = emulator;
				const bot = { applicationId: bots[0]?.id ?? '', intents: INTENTS, prefix };
				const guild = emulator.world.guild();
				const worker = attachRosters(stage.client(), bot);
				onTestFinished(() => worker.close());
				const given = { ...bot, port: stage.server.port, leaseMs: LEASE_MS, restUrl, token, guildId: guild.id };
				const lane = new Lane(guild, worker, given, () => stage.client().flushall());
				onTestFinished(() => lane.end());
				return lane;
			}),
		);
		await Promise.all(
			lanes.map(async (lane) => {
				while (runs < RUNS) await lane.run(FAULTS[runs++ % FAULTS.length] ?? 'kill');
			}),
		);
		expect(lanes.flatMap(({ wrong }) => wrong)).toEqual([]);
		for (const { completeCount } of lanes) expect(completeCount).toBeGreaterThan(RUNS); // so that there was something to see
	});
});
