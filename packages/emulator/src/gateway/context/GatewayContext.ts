import type { Access } from '../../access/index.js';
import type { BotAccounts } from '../../accounts/index.js';
import type { Clock } from '../../clock/index.js';
import type { BoundFault, IGatewayControl, MemberRequestSubject } from '../../faults/index.js';
import type { GatewayOptions } from '../../options/index.js';
import type { SeededRandom } from '../../random/index.js';
import type { Stats } from '../../stats/index.js';
import type { TrafficListener } from '../../traffic/index.js';
import type { GuildWorld, World } from '../../world/index.js';
import type { SendQueue } from '../connection/index.js';
import type { IdentifyLimit, RequestWindow, SessionStartLimit } from '../limits/index.js';
import type { MemoryBudget } from '../memory/index.js';
import type { Session, SessionIdentity, SessionStore } from '../session/index.js';

/** The script of what goes wrong on the gateway. */
export interface IGatewayFaults {
	readonly random: SeededRandom;
	readonly gateway: { attach(control: IGatewayControl): void };
	takeMemberRequest(subject: MemberRequestSubject): BoundFault | undefined;
}

/** The state that the handlers of the gateway share. */
export interface GatewayContext {
	readonly options: GatewayOptions;
	readonly access: Access;
	readonly clock: Clock;
	readonly accounts: BotAccounts;
	readonly world: World;
	readonly faults: IGatewayFaults;
	readonly stats: Stats;
	readonly sessions: SessionStore;
	readonly identifies: IdentifyLimit;
	readonly starts: SessionStartLimit;
	readonly requestWindow: RequestWindow;
	/** The budget of what waits at all sockets. */
	readonly unsent: MemoryBudget<SendQueue>;
	/** Bots whose token was reset because they started too many sessions. */
	readonly tokensReset: Set<string>;
	/** Hears of each frame of a bot, and of each close. */
	readonly onTraffic?: TrafficListener;
	readonly createSession: (identity: Omit<SessionIdentity, 'id'>) => Session;
}

/** Gives the shard of a guild. */
export function shardOf(guildId: string, shardCount: number): number {
	return Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}

/** Says whether a session gets the events of a guild: its bot is a member, and the guild is on its shard. */
export function covers(session: Session, guild: GuildWorld): boolean {
	const { bot, shard } = session.identity;
	return shardOf(guild.id, shard[1]) === shard[0] && guild.has(bot.id);
}
