import * as z from '../bundled/zod.js';
import { cases } from '../cases/index.js';
import { controlRoutes } from '../control/index.js';
import { faultSchema } from '../control/schemas/faults.js';
import { botSchema, guildSchema } from '../options/schema.js';

const UNITS = { ms: 1, s: 1000, m: 60_000 } as const;
const DURATION = /^(\d+(?:\.\d+)?) ?(ms|s|m)$/;

/** A time: `3s`, `500ms`, `2m`, or a number of milliseconds. */
export const duration = z
	.union([z.number().min(0), z.string().regex(DURATION, 'must be a time with its unit, for example 3s, 500ms or 2m')])
	.transform((time) => {
		if (typeof time === 'number') return time;
		const [, count, unit] = DURATION.exec(time) ?? [];
		return Number(count) * UNITS[unit as keyof typeof UNITS];
	});

const operation = z.enum(controlRoutes.map(({ name }) => name) as [string, ...string[]]);
const given = z
	.record(z.string(), z.unknown())
	.describe('Parameters of its path, of its query, and fields of its body.');
const where = z
	.looseObject({})
	.describe('What has to fit; conditions such as {$includes: text} take the place of any value.');
const within = { within: duration.optional().describe('5s by default.') };
const count = { count: z.int().min(1).optional().describe('How many; 1 by default.') };
const title = { title: z.string().optional().describe('What the story calls this step.') };

/** What a bot is seen to do. */
const seen = {
	request: where.optional().describe('A request to REST: route, method, path, query, body, status.'),
	message: where.optional().describe('A message of the bot in a guild.'),
	frame: where.optional().describe('A payload to the gateway: op, data.'),
	change: where.optional().describe('A change of the world: type, and what changed.'),
	close: where.optional().describe('A socket of the gateway that closes: code.'),
};

const isOne = (step: Readonly<Record<string, unknown>>) =>
	Object.keys(seen).filter((key) => step[key] !== undefined).length === 1;
const ONE = `must have exactly one of ${Object.keys(seen).join(', ')}`;

export const expectSeen = z.strictObject({ ...seen, ...within, ...count }).refine(isOne, ONE);
export const expectAnswer = z.strictObject({
	answer: where,
	of: z.string().describe('The name of the step whose action is answered.'),
	...within,
});
export const expectState = z.strictObject({ state: operation, with: given.default({}), is: z.unknown(), ...within });
export const silence = z
	.strictObject({ ...seen, for: duration.optional().describe('1s by default.') })
	.refine(isOne, ONE);

/** One step. */
export const stepSchema = z.union([
	z.strictObject({
		do: operation.describe('An operation of the control API.'),
		with: given.default({}),
		as: z
			.string()
			.regex(/^\w+$/)
			.optional()
			.describe('A name for its answer: later steps use it as a reference, for example to the field `id`.'),
		...title,
	}),
	z.strictObject({ fault: faultSchema, ...title }),
	z.strictObject({ wait: duration, ...title }),
	z.strictObject({ expect: z.union([expectSeen, expectAnswer, expectState]), ...title }),
	z.strictObject({ silence, ...title }),
	z.strictObject({ exit: z.strictObject({ code: z.int().optional(), ...within }), ...title }),
]);

/** A scenario: a world, what happens and goes wrong, and what is expected of the bot. */
export const scenarioSchema = z.strictObject({
	name: z.string().min(1).optional(),
	world: z
		.strictObject({
			seed: z.int().min(0).max(0xffff_ffff).optional(),
			profile: z.enum(['discord', 'instant']).optional(),
			guilds: z.array(guildSchema).optional(),
			bots: z.array(botSchema).optional(),
			gateway: z.record(z.string(), z.unknown()).optional(),
			rest: z.record(z.string(), z.unknown()).optional(),
		})
		.default({})
		.describe('Options of the emulator.'),
	case: z
		.enum(Object.keys(cases) as [string, ...string[]])
		.optional()
		.describe('A ready-made case to begin with.'),
	faults: z.array(faultSchema).default([]).describe('What goes wrong from the start.'),
	ready: z
		.union([duration, z.literal(false)])
		.default(30_000)
		.describe('How long the bot has to connect; false does not wait for it.'),
	steps: z.array(stepSchema).min(1),
});

export type Scenario = z.output<typeof scenarioSchema>;
export type Step = z.output<typeof stepSchema>;
