import type { GuildWorld } from 'rollcall-emulator';
import { ActivityLedger } from '../activity/ActivityLedger.js';
import { Coverage } from '../activity/Coverage.js';
import { dayOf } from '../activity/days.js';
import { type Clock, DAY_MS, HOUR_MS } from '../clock/index.js';
import { GrowthStore } from '../growth/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { GuildSettingsStore } from '../settings/index.js';
import { type Deed, evening } from './evening.js';
import { DEMO_ROLES } from './startEmulatedDiscord.js';

const DAYS = 6;
const REQUIRED_HOURS = 5;
/** These twelve hours were not watched, so that the report of the demo shows a partly observed period. */
const DOWN = { day: 3, from: 2 * HOUR_MS, until: 14 * HOUR_MS } as const;

/** A made-up past of the emulated guild, so that the bot has something to show at once. */
@injectable()
export class EmulatedPast {
	constructor(
		@inject(ActivityLedger) private readonly ledger: ActivityLedger,
		@inject(Coverage) private readonly coverage: Coverage,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(GrowthStore) private readonly growth: GrowthStore,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
	) {}

	/** Writes a week of it, unless the guild has a past already. Call it before the bot logs in. Says whether it did. */
	write(guild: GuildWorld): boolean {
		const now = this.clock.now();
		if (this.coverage.watchedMs(guild.id, { from: 0, to: now }) > 0) return false;
		const roleIds = new Map([...guild.roles.values()].map(({ name, id }) => [name, id]));
		const regulars = roleIds.get(DEMO_ROLES.regulars) ?? guild.id;
		this.settings.set(guild.id, { afkRoleId: roleIds.get(DEMO_ROLES.away) ?? null });
		this.settings.setRequiredHours(guild.id, regulars, REQUIRED_HOURS);
		const people = [...guild.members()].filter(({ roles }) => roles.includes(regulars)).map(({ user }) => user.id);
		this.ledger.together(() => this.#live(guild.id, people, now));
		this.#grow(guild.id, now);
		return true;
	}

	/** More come on some days than on others, and fewer leave. */
	#grow(guildId: string, now: number): void {
		const dayAgo = (days: number) => new Date(now - days * DAY_MS).toISOString().slice(0, 10);
		this.growth.begin(guildId, dayAgo(DAYS));
		for (let days = DAYS; days > 0; days--) {
			for (let n = 0; n < 7 + ((days * 5) % 9); n++) this.growth.count(guildId, dayAgo(days), 'joins');
			for (let n = 0; n < 3 + ((days * 7) % 5); n++) this.growth.count(guildId, dayAgo(days), 'leaves');
		}
		this.growth.save();
	}

	#live(guildId: string, people: readonly string[], now: number): void {
		const today = dayOf(now) * DAY_MS;
		this.ledger.beginWatch(guildId, today - DAYS * DAY_MS);
		for (let daysAgo = DAYS; daysAgo > 0; daysAgo--) {
			const midnight = today - daysAgo * DAY_MS;
			if (daysAgo === DOWN.day) {
				this.ledger.endWatch(guildId, midnight + DOWN.from);
				this.ledger.beginWatch(guildId, midnight + DOWN.until);
			}
			for (const deed of evening(people, midnight, daysAgo)) this.#do(guildId, deed);
		}
		this.ledger.endWatch(guildId, now);
	}

	#do(guildId: string, { userId, at, voice }: Deed): void {
		if (voice === 'writes') this.ledger.addMessage(guildId, userId, at);
		else this.ledger.setVoice(guildId, userId, voice === 'leaves' ? undefined : voice === 'talks', at);
	}
}
