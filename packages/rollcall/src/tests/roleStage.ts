import { DiscordEmulator } from 'rollcall-emulator';
import { onTestFinished } from 'vitest';
import { MemberFetchService } from '../services/MemberFetchService.js';
import type { StandaloneMemberFetchService } from '../standalone/StandaloneMemberFetchService.js';
import { IdentifyGate } from './IdentifyGate.js';
import { logIn, once, QUICK, type Stage } from './stage.js';
import type { Library } from './stages.js';
import { connect, makeBot, takeDown, told } from './standaloneStage.js';

/** A service over either library, as far as both have the same methods, and the guild to give to them. */
export interface RoleStage extends Pick<Stage, 'emulator' | 'truth' | 'stats'> {
	readonly service: StandaloneMemberFetchService;
	readonly guild: { readonly id: string };
	/** Cuts the session, and lets none begin. */
	cutOff(): Promise<void>;
	/** Lets sessions begin again. */
	letIn(): void;
	/** Ends the bot as its owner does it. */
	destroy(): Promise<void>;
	/** Resolves when a dispatch of this name has gone through the library. */
	told(name: string): Promise<void>;
}

type Connected = Pick<RoleStage, 'service' | 'guild' | 'told' | 'destroy'> & { readonly whenCut: () => Promise<void> };

/** Sets the stage; everything on it is taken down when the test ends. `prepare` changes the world before the bot logs in. */
export async function setRoleStage(
	library: Library,
	prepare: (truth: Stage['truth']) => void = () => {},
	members = 1_200,
): Promise<RoleStage> {
	const emulator = new DiscordEmulator({ guilds: [{ members }, { members: 20 }] });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const truth = emulator.world.guild();
	prepare(truth);
	const identify = new IdentifyGate();
	const { whenCut, ...stage } = await (library === 'discord.js' ? onClient : onGateway)(emulator, identify);
	return {
		...stage,
		emulator,
		truth,
		stats: () => emulator.stats.bot(),
		cutOff: async () => {
			identify.shut();
			const cut = whenCut();
			emulator.faults.gateway.cut({ resumable: false });
			await cut;
		},
		letIn: () => identify.open(),
	};
}

async function onClient(emulator: DiscordEmulator, identify: IdentifyGate): Promise<Connected> {
	const client = await logIn(emulator, {}, identify);
	const service = new MemberFetchService(QUICK);
	onTestFinished(async () => {
		await service.close();
		await client.destroy();
	});
	const guild = client.guilds.cache.get(emulator.world.guild().id);
	if (!guild) throw new Error('The client has no guild.');
	return {
		// Each takes its own guild: a test of both gives it the one that goes with it.
		service: service as unknown as StandaloneMemberFetchService,
		guild,
		told: (name) => once(client, 'raw', ({ t }: { t: string }) => t === name),
		whenCut: () => once(client, 'shardReconnecting'),
		destroy: () => client.destroy(),
	};
}

async function onGateway(emulator: DiscordEmulator, identify: IdentifyGate): Promise<Connected> {
	const bot = makeBot(emulator, { identify });
	onTestFinished(() => takeDown(bot));
	await connect(bot);
	return {
		service: bot.service,
		guild: { id: emulator.world.guild().id },
		told: (name) => told(bot.gateway, name),
		whenCut: () => new Promise((resolve) => bot.gateway.once('closed' as never, resolve as never)),
		destroy: async () => bot.gateway.destroy(),
	};
}

/** A role whose holders are the third and the fourth member. */
export function giveRole({ truth }: Pick<RoleStage, 'truth'>, name: string): string {
	const { id } = truth.createRole({ name });
	for (const index of [3, 4]) truth.addRole(truth.memberAt(index).user.id, id);
	return id;
}

/** How often Discord was asked for members of the guild. */
export const listsAsked = ({ stats }: RoleStage) =>
	stats().memberRequests.full + (stats().rest.byRoute.listMembers ?? 0);

/** How often Discord was asked for the roles. */
export const rolesAsked = ({ stats }: RoleStage) => stats().rest.byRoute.listRoles ?? 0;
