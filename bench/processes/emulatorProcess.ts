import { DiscordEmulator } from 'rollcall-emulator';
import type { GuildTarget } from '../sides/Target.js';
import { SmallGuildsWorld } from '../smallGuilds/SmallGuildsWorld.js';
import { changeMembers } from './changeMembers.js';
import type { EmulatorCommands } from './EmulatorCommands.js';
import { readTruth } from './readTruth.js';
import { serve } from './serve.js';

const WARM_UP_MEMBERS = 1000;
const LOOKUPS = 10_000;
const ROLE = 1; // the first after @everyone; two thirds have it

/** No delays; what is left are times that no side shall run into. */
const UNHURRIED = {
	// Seyfert drops a HELLO that comes in one piece with the answer to the upgrade.
	helloDelay: 200,
	// Some sides block their process for longer than Discord's 41 s at a million, and would lose their session.
	heartbeatInterval: 600_000,
	// Discord's 30 s, which a second call comes in; a fetch of a million alone may take as long here.
	requestWindow: 600_000,
};

type GuildWorld = ReturnType<DiscordEmulator['world']['guild']>;

let emulator: DiscordEmulator;
let smallGuilds: SmallGuildsWorld;

serve<EmulatorCommands>({
	async start({ members, profile }) {
		const guilds = [{ members }, { members: WARM_UP_MEMBERS }, { members }];
		emulator = new DiscordEmulator(profile ? { guilds, profile } : { guilds, gateway: UNHURRIED });
		await emulator.start();
		const targets = [...emulator.world.guilds.values()].map(describeGuild);
		const [guild, warmUp, fresh] = targets as [GuildTarget, GuildTarget, GuildTarget];
		const sentinel = { id: emulator.world.guild(guild.id).memberAt(0).user.id, nick: 'the last change' };
		return { restUrl: emulator.restUrl, token: emulator.token, guild, warmUp, fresh, sentinel };
	},

	startSmallGuilds({ guilds }) {
		smallGuilds = new SmallGuildsWorld(guilds);
		return smallGuilds.start();
	},

	smallGuildsTruth: () => smallGuilds.truth(),

	truth: ({ guild }) => readTruth(emulator.world.guild(guild.id), guild),

	change: ({ target, count, mark }) => changeMembers(emulator.world.guild(target.guild.id), target, count, mark),
});

function describeGuild(guild: GuildWorld): GuildTarget {
	const count = Math.min(LOOKUPS, guild.size - 1);
	const step = (guild.size - 1) / count;
	const lookupIds = Array.from({ length: count }, (_, index) => guild.memberAt(Math.floor(index * step)).user.id);
	return { id: guild.id, roleId: [...guild.roles.keys()][ROLE] as string, lookupIds };
}
