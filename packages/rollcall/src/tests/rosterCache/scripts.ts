import { GatewayIntentBits, IntentsBitField } from 'discord.js';
import fc from 'fast-check';
import { LOOKS } from './look.js';
import { botSteps } from './steps/botSteps.js';
import { guildSteps } from './steps/guildSteps.js';
import { memberSteps } from './steps/memberSteps.js';
import { messageSteps } from './steps/messageSteps.js';
import { presenceSteps } from './steps/presenceSteps.js';
import type { Steps } from './steps/Steps.js';
import { sessionSteps } from './steps/sessionSteps.js';
import { threadSteps } from './steps/threadSteps.js';
import { userSteps } from './steps/userSteps.js';

/** Everything that can happen, by kind and name. */
export const STEPS: Readonly<Record<string, Steps>> = {
	...{ member: memberSteps, user: userSteps, guild: guildSteps, message: messageSteps },
	...{ presence: presenceSteps, thread: threadSteps, session: sessionSteps, bot: botSteps },
};

/** How often a kind happens beside the others. */
const WEIGHTS: Readonly<Record<string, number>> = { member: 4, user: 2, message: 2, bot: 4 };

export const EVERY_INTENT = new IntentsBitField(
	Object.keys(IntentsBitField.Flags) as (keyof typeof IntentsBitField.Flags)[],
).bitfield;

const step = fc.record({
	name: fc.oneof(
		...Object.entries(STEPS).map(([kind, steps]) => ({
			weight: WEIGHTS[kind] ?? 1,
			arbitrary: fc.constantFrom(...Object.keys(steps).map((name) => `${kind}.${name}`)),
		})),
		{ weight: 3, arbitrary: fc.constantFrom('bot.hold', 'bot.hold', 'bot.holdHeard', 'bot.collect') },
	),
	pick: fc.nat(1_000),
	more: fc.nat(1_000),
	/** Whether both guilds are fetched first: a roster is held from then on, until something ends it. */
	isFetched: fc.nat(6).map((number) => number === 6),
	/** Without a look, the next step follows at once. */
	look: fc.option(fc.constantFrom(...LOOKS), { freq: 4 }),
});

/** A story for two bots. */
export const scripts = fc.record({
	seed: fc.nat(1_000),
	habits: fc.record({
		intents: fc.constantFrom(EVERY_INTENT, EVERY_INTENT & ~GatewayIntentBits.GuildPresences),
		isEager: fc.boolean(),
		hearsChunks: fc.boolean(),
		keepsPartials: fc.boolean(),
	}),
	steps: fc.array(step, { minLength: 10, maxLength: 45, size: 'max' }),
});

export type Script = typeof scripts extends fc.Arbitrary<infer Value> ? Value : never;
