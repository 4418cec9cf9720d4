import { once } from 'node:events';
import { Events } from 'discord.js';
import { ManualClock } from 'rollcall-emulator';
import type { Period } from '../interfaces/ActivitySource.js';
import { ActivityTracker } from '../services/activityTracker.js';
import { GuildSettingsStore } from '../settings/index.js';
import { type StartBotOptions, startBot } from './startBot.js';

/** A bot on its own clock; `heard` waits until the bot has received the events so far. */
export async function startTracker(options: StartBotOptions = {}) {
	const clock = (options.clock as ManualClock | undefined) ?? new ManualClock();
	const start = clock.now();
	const started = await startBot({ guilds: [{ members: 40 }], ...options, clock });
	const { bot, container, guild } = started;
	const tracker = container.resolve(ActivityTracker);
	const settings = container.resolve(GuildSettingsStore);
	const [voice = '', other = ''] = [...guild.channels.values()]
		.filter(({ type, id }) => type === 2 && id !== guild.settings.afkChannelId)
		.map(({ id }) => id);
	const people = [...guild.members()]
		.filter(({ user }) => !user.bot && user.id !== guild.ownerId)
		.map(({ user }) => user.id);
	for (const id of [...guild.voiceStates.keys()]) guild.setVoice(id, null);
	const heard = async (event: Events, act: () => void) => {
		const told = once(bot.client, event as string);
		act();
		await told;
	};
	/** Waits until the gateway has sent something and the tracker has received it. */
	const dispatched = (wanted: string) =>
		new Promise<void>((resolve) => {
			const hear = ({ t }: { readonly t: string | null }) => {
				if (t !== wanted) return;
				bot.client.off(Events.Raw as never, hear as never);
				resolve();
			};
			bot.client.on(Events.Raw as never, hear as never);
		});
	return {
		dispatched,
		...{ ...started, clock, start, tracker, settings, voice, other, people },
		heard,
		inVoice: (act: () => void) => heard(Events.VoiceStateUpdate, act),
		sum: (userId: string, period: Period = { from: start, to: clock.now() }) =>
			tracker.sums(guild.id, period).get(userId),
		coverage: (period: Period = { from: start, to: clock.now() }) => tracker.coverage(guild.id, period)(),
	};
}
