import { expect, it, onTestFinished } from 'vitest';
import type { BotGuild, IBotGates, RestAnswer, RestRoute, RestTurn } from '../interfaces/IBotGates.js';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { StandInProxy } from './StandInProxy.js';
import { expectExact, QUICK, setStage, timeOf } from './stage.js';

const OPEN: RestTurn = { isTaken: true, waitMs: 0 };

/** Gates of a bot whose other processes do what a test says. */
class OtherProcesses implements IBotGates {
	trouble: string | undefined;
	readonly told: string[] = [];
	readonly answers: RestAnswer[] = [];

	constructor(
		private readonly window: (guild: BotGuild) => number | Promise<number> = () => 0,
		private readonly turn: (route: RestRoute) => RestTurn = () => OPEN,
	) {}

	async takeWindow(guild: BotGuild): Promise<number> {
		this.told.push('take');
		return this.window(guild);
	}

	shutWindow(_guild: BotGuild, ms: number): void {
		this.told.push(`shut ${Math.round(ms / 1_000)}`);
	}

	correctWindow(_guild: BotGuild, ms: number): void {
		this.told.push(`correct ${Math.round(ms / 1_000)}`);
	}

	watchWindow(): () => void {
		return () => {};
	}

	async takeTurn(_guild: BotGuild, route: RestRoute): Promise<RestTurn> {
		this.told.push(route);
		return this.turn(route);
	}

	tellAnswer(_guild: BotGuild, _route: RestRoute, answer: RestAnswer): void {
		this.answers.push(answer);
	}
}

async function setGates(gates: OtherProcesses, members = 1_500) {
	const stage = await setStage({ members });
	const service = new MemberFetchService(QUICK, { ...timeOf(), gates });
	onTestFinished(() => service.close());
	return { ...stage, service };
}

it('a full request is sent if no other process has the window, and the others hear of it', async () => {
	const gates = new OtherProcesses();
	const stage = await setGates(gates);
	expectExact(await stage.service.fetchGuildMembers(stage.guild), stage);
	expect(stage.stats().memberRequests).toMatchObject({ full: 1, refused: 0 });
	expect(gates.told.slice(0, 2)).toEqual(['take', 'shut 31']);
});

it('nothing is sent while another process has the window, and pages are read in turn', async () => {
	const gates = new OtherProcesses(() => 30_000);
	const stage = await setGates(gates);
	const before = stage.stats().rest.total;
	expectExact(await stage.service.fetchGuildMembers(stage.guild), stage);
	const { memberRequests, rest } = stage.stats();
	expect(memberRequests.full).toBe(0);
	const pages = gates.told.filter((told) => told === 'pages').length;
	expect(pages).toBeGreaterThanOrEqual(2);
	expect(rest.total - before).toBe(pages);
	expect(gates.answers).toHaveLength(pages);
	expect(gates.answers[0]).toMatchObject({ status: 200, bucket: { limit: expect.any(Number) } });
});

it('a request waits for its turn among all processes, and is sent once', async () => {
	let asked = 0;
	const turn = () => {
		asked++;
		return asked < 4 ? { isTaken: false, waitMs: 20 } : { isTaken: true, waitMs: 10 };
	};
	const gates = new OtherProcesses(() => 30_000, turn);
	const stage = await setGates(gates);
	const userId = stage.client.user.id;
	const before = stage.stats().rest.total;
	const { success, member } = await stage.service.fetchMember(stage.guild, userId);
	expect([success, member?.id, asked]).toEqual([true, userId, 4]);
	expect(stage.stats().rest.total - before).toBe(1);
});

it('a window that comes when nobody wants it any more is given back, and nothing is sent', async () => {
	let give = (_waitMs: number) => {};
	const gates = new OtherProcesses(
		() =>
			new Promise<number>((resolve) => {
				give = resolve;
			}),
	);
	const stage = await setGates(gates);
	const answer = stage.service.fetchGuildMembers(stage.guild);
	await expect.poll(() => gates.told).toContain('take');
	const [operation] = stage.service.getActiveOperations();
	stage.service.cancelOperation(operation?.operationId ?? '');
	expect((await answer).error?.code).toBe('ABORTED');
	give(0);
	await expect.poll(() => gates.told, { timeout: 30_000 }).toContain('correct 0');
	expect(stage.stats().memberRequests.full).toBe(0);
});

it('a limit of a proxy shuts the gates of all, and is no invalid request of theirs', async () => {
	const gates = new OtherProcesses(() => 30_000);
	const stage = await setGates(gates);
	const proxy = await StandInProxy.before(stage.emulator.restUrl);
	onTestFinished(() => proxy.close());
	stage.client.rest.options.api = proxy.api;
	const answers = [429, 401, 403];
	proxy.habit = ({ outgoing, forward }) => {
		const status = answers.shift();
		return status ? outgoing.writeHead(status, status === 429 ? { 'retry-after': '0.2' } : {}).end() : forward();
	};
	const [{ user }] = stage.truth.members() as [{ user: { id: string } }];
	for (let count = 0; count < 3; count++) await stage.service.fetchMember(stage.guild, user.id);
	expect(answers).toEqual([]);
	expect(gates.answers.filter(({ status }) => status >= 400)).toEqual([]);
	expect(gates.answers.filter(({ retryAfterMs = 0 }) => retryAfterMs > 0)).toHaveLength(1);
	expect(stage.service.getStatistics().refusals.rest).toBe(0);
});

it('the health report says if the processes do not share their gates', async () => {
	const gates = new OtherProcesses();
	const service = new MemberFetchService({}, { gates });
	onTestFinished(() => service.close());
	expect((await service.healthCheck()).status).toBe('healthy');
	gates.trouble = 'Redis did not answer within 500 ms.';
	const { status, findings } = await service.healthCheck();
	expect(status).toBe('degraded');
	expect(findings).toEqual([
		{
			code: 'store_unreachable',
			level: 'degraded',
			reason:
				'Store unreachable: Redis did not answer within 500 ms. This process keeps its own rate limits, and Discord may refuse requests.',
		},
	]);
});

it('gates that are none are refused at once', () => {
	for (const gates of [{}, null, 7, 'redis'])
		expect(() => new MemberFetchService({}, { gates: gates as unknown as IBotGates })).toThrow(
			/^gates: expected an object with takeWindow, .* such as redisGates\(redis\)/,
		);
});
