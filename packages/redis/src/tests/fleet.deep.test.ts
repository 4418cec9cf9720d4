import { MemberFetchService } from 'rollcall';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { logIn, QUICK, timeOf } from '../../../rollcall/src/tests/stage.js';
import { redisGates, type SharedGates } from '../gates/redisGates.js';
import { describeRedis } from './redisStage.js';

const MEMBERS = 2_500;
const PROCESSES = 4;
/** Its pages have a bucket of ten in ten seconds, and a second full request is refused for 30 s. */
const STRICT: ConstructorParameters<typeof DiscordEmulator>[0] = {
	guilds: [{ members: MEMBERS }],
	profile: 'discord',
	rest: { latency: 0 },
};
/** On a busy machine Redis may seem slow, and then the scene shows nothing. */
const MOST_SCENES = 5;

/** The same gates; `hadTrouble` if they were not shared at any moment. */
function watched(gates: SharedGates) {
	const seen = { hadTrouble: false };
	const look = <T>(value: T): T => {
		seen.hadTrouble ||= gates.trouble !== undefined;
		return value;
	};
	const watch: SharedGates = {
		get trouble() {
			return gates.trouble;
		},
		takeWindow: (...args) => gates.takeWindow(...args).then(look),
		shutWindow: (...args) => look(gates.shutWindow(...args)),
		correctWindow: (...args) => look(gates.correctWindow(...args)),
		watchWindow: (...args) => look(gates.watchWindow(...args)),
		takeTurn: (...args) => gates.takeTurn(...args).then(look),
		tellAnswer: (...args) => look(gates.tellAnswer(...args)),
		close: () => gates.close(),
	};
	return { gates: watch, seen };
}

describeRedis('several processes of one bot', (stage) => {
	/** A clock of its own gives each service gates of its own, as if it was another process. */
	const aProcess = async (emulator: DiscordEmulator) => {
		const client = await logIn(emulator);
		const prefix = emulator.restUrl.replace(/[^\w]/g, '');
		const { gates, seen } = watched(redisGates(stage.client(), { prefix, timeoutMs: 1_000 }));
		const service = new MemberFetchService(QUICK, { ...timeOf(), gates });
		onTestFinished(async () => {
			await service.close();
			gates.close();
			await client.destroy();
		});
		return { service, seen, guild: client.guilds.cache.first() };
	};

	const play = async () => {
		const emulator = new DiscordEmulator(STRICT);
		await emulator.start();
		onTestFinished(() => emulator.stop());
		const processes = [];
		for (let count = 0; count < PROCESSES; count++) processes.push(await aProcess(emulator));
		const answers = await Promise.all(
			processes.map(({ service, guild }) => guild && service.fetchGuildMembers(guild, { require: 'complete' })),
		);
		expect(answers.map((answer) => answer?.members.size)).toEqual(processes.map(() => MEMBERS));
		const { memberRequests, rest } = emulator.stats.bot();
		const hadTrouble = processes.some(({ seen }) => seen.hadTrouble);
		return { hadTrouble, refused: [memberRequests.refused, rest.rateLimited] };
	};

	it('ask for the same guild at the same moment, and Discord refuses nothing', async ({ skip }) => {
		for (let scenes = 0; scenes < MOST_SCENES; scenes++) {
			const { hadTrouble, refused } = await play();
			if (hadTrouble) continue;
			expect(refused).toEqual([0, 0]);
			return;
		}
		skip('Redis seemed slow in every scene, because the machine is busy.');
	});
});
