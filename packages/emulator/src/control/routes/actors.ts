import { setTimeout as delay } from 'node:timers/promises';
import type { Actor, TypedOptions } from '../../actors/index.js';
import * as z from '../../bundled/zod.js';
import type { InteractionRequest } from '../../rest/index.js';
import type { Control } from '../Control.js';
import { describeAnswer, describeInteraction } from '../describe.js';
import { notFound, Refused } from '../Refused.js';
import { route } from '../Route.js';
import { answerAnswer, interactionAnswer } from '../schemas/answers.js';
import { discordObject, id, inQuery, message, userId, within } from '../schemas/common.js';
import { awaitAnswer } from './awaitAnswer.js';

const tag = 'Actors';
const params = z.strictObject({ userId });

/** Where an actor is. */
const place = {
	guildId: id.optional().describe('The first guild by default.'),
	botId: id.optional().describe('The bot whose commands it runs; the first one by default.'),
	channelId: id.optional().describe('The first channel by default.'),
	locale: z.string().optional(),
};
const waiting = {
	answerWithin: within.optional().describe('Waits so many milliseconds for the answer, and puts it into `answer`.'),
};
const file = z.strictObject({ name: z.string(), type: z.string().optional(), base64: z.string() });
const optionValue = z.union([z.string(), z.number(), z.boolean(), z.strictObject({ id }), file]);
const options = z.record(z.string(), optionValue).default({});
const picks = z.array(z.union([z.string(), z.strictObject({ id })]));
const shown = {
	message: z.strictObject({ channelId: id, id }).optional().describe('The message to look at.'),
	interactionId: id.optional().describe('Instead of a message: an interaction, for the last message that answered it.'),
};
const acted = interactionAnswer.extend({ answer: answerAnswer.optional() });

type Place = z.output<z.ZodObject<typeof place>>;
type Given = z.output<typeof options>;

function actorOf(control: Control, user: string, { guildId, botId, channelId, locale }: Place): Actor {
	const guild = control.guild(guildId ?? 'first');
	const given = { guildId: guild.id, botId, channelId, locale };
	const known = Object.entries(given).filter(([, value]) => value !== undefined);
	return control.emulator.actor(control.userId(user, guild), Object.fromEntries(known));
}

/** A message that an actor looks at. */
function messageOf(control: Control, given: z.output<z.ZodObject<typeof shown>>) {
	if (given.message) return { id: given.message.id, channel_id: given.message.channelId };
	if (given.interactionId === undefined)
		throw new Refused(400, 'There is no message to look at.', 'Give message, or interactionId.');
	const answer = control.interaction(given.interactionId).answers.findLast((each) => each.message);
	if (answer?.message) return answer.message;
	throw notFound(`No message has answered the interaction ${given.interactionId}.`, 'Await the answer first.');
}

const withBytes = (given: Given): TypedOptions =>
	Object.fromEntries(
		Object.entries(given).map(([name, value]) => {
			if (typeof value !== 'object' || !('base64' in value)) return [name, value];
			const { base64, name: fileName, type } = value;
			return [name, { name: fileName, bytes: Buffer.from(base64, 'base64'), ...(type !== undefined && { type }) }];
		}),
	) as TypedOptions;

/** An action on a bot. The answer is that of the bot, if it was asked for. */
function action<Shape extends z.ZodRawShape>(
	name: string,
	summary: string,
	shape: Shape,
	act: (actor: Actor, body: z.output<z.ZodObject<Shape>>, control: Control) => ReturnType<Actor['runs']>,
) {
	return route({
		...{ method: 'POST', path: `/actors/{userId}/${name}`, name: camel(name), tag, summary, params },
		body: z.strictObject({ ...place, ...waiting, ...shape }),
		answer: acted,
		async handle({ control, params: { userId: user }, body, gone }) {
			const given = body as Place & { answerWithin?: number } & z.output<z.ZodObject<Shape>>;
			const sent = control.keep(act(actorOf(control, user, given), given, control));
			if (given.answerWithin === undefined) return describeInteraction(sent);
			const answer = await awaitAnswer(sent, { within: given.answerWithin, skip: 0 }, gone);
			return { ...describeInteraction(sent), answer: describeAnswer(answer) };
		},
	});
}

/** How long people take at least to react to what they see. */
const REACTION_MS = 100;

/**
 * An action on what a bot has shown. It comes no sooner than that of a person, because libraries such as discord.py listen
 * for clicks only when they have read the response to the message.
 */
function reaction<Shape extends z.ZodRawShape>(...[name, summary, shape, act]: Parameters<typeof action<Shape>>) {
	const { handle, ...rest } = action(name, summary, shape, act);
	return {
		...rest,
		async handle(call: Parameters<typeof handle>[0]) {
			await delay(REACTION_MS);
			return handle(call);
		},
	};
}

const camel = (name: string) => `actor${name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;

const actions = [
	action(
		'run',
		'Runs a slash command; groups and subcommands follow the name.',
		{
			...{ command: z.string(), options },
			force: z.boolean().optional().describe('Whether to ignore `default_member_permissions`.'),
		},
		(actor, { command, options: given, force = false }) => actor.runs(command, withBytes(given), { force }),
	),
	action(
		'run-on-user',
		'Picks a command from the menu of a user.',
		{ command: z.string(), targetId: id, force: z.boolean().default(false) },
		(actor, { command, targetId, force }) => actor.runsOnUser(command, targetId, { force }),
	),
	action(
		'run-on-message',
		'Picks a command from the menu of a message.',
		{ command: z.string(), ...shown, force: z.boolean().default(false) },
		(actor, { command, force, ...given }, control) =>
			actor.runsOnMessage(command, messageOf(control, given), { force }),
	),
	action(
		'autocomplete',
		'Stops typing in the middle of an option. The choices are in the answer.',
		{ command: z.string(), options, focused: z.string() },
		(actor, { command, options: given, focused }) => actor.autocompletes(command, withBytes(given), focused),
	),
	reaction(
		'click',
		'Clicks a button, by its custom id, label or emoji.',
		{ ...shown, button: z.string() },
		(actor, { button, ...given }, control) => actor.clicks(messageOf(control, given), button),
	),
	reaction(
		'select',
		'Picks from a select menu, by its custom id or placeholder. If the message has one menu, it needs no name.',
		{ ...shown, menu: z.string().optional(), picks },
		(actor, { menu, picks: picked, ...given }, control) => actor.selects(messageOf(control, given), menu, picked),
	),
	reaction(
		'submit',
		'Fills in the form that a bot has shown, and sends it.',
		{
			interactionId: id.describe('The interaction that the form answered.'),
			values: z
				.record(z.string(), z.union([z.string(), picks]))
				.default({})
				.describe('By the custom id or the label of their field.'),
		},
		(actor, { interactionId, values }, control) => {
			const form = control.interaction(interactionId).answers.findLast(({ modal }) => modal);
			if (!form) throw notFound(`No form has answered the interaction ${interactionId}.`, 'Await the answer first.');
			return actor.submits(form, values);
		},
	),
];

/** What an actor does without a bot. */
function deed<Shape extends z.ZodRawShape>(
	name: string,
	summary: string,
	shape: Shape,
	act: (actor: Actor, body: z.output<z.ZodObject<Shape>>) => unknown,
	answer?: z.ZodType,
) {
	return route({
		...{ method: 'POST', path: `/actors/{userId}/${name}`, name: camel(name), tag, summary, params },
		body: z.strictObject({ ...place, ...shape }),
		...(answer && { answer }),
		handle({ control, params: { userId: user }, body }) {
			const done = act(actorOf(control, user, body as Place), body as z.output<z.ZodObject<Shape>>);
			return answer ? done : undefined;
		},
	});
}

const state = discordObject('A voice state');
const isOn = { on: z.boolean().default(true).describe('`false` takes it back.') };

const deeds = [
	deed('say', 'Writes a message.', { text: z.string() }, (actor, { text }) => actor.says(text), message),
	deed(
		'join-voice',
		'Joins a voice channel.',
		{ voiceChannelId: id, selfDeaf: z.boolean().default(false), selfMute: z.boolean().default(false) },
		(actor, { voiceChannelId, selfDeaf, selfMute }) => actor.joinsVoice(voiceChannelId, { selfDeaf, selfMute }),
		state,
	),
	deed(
		'move',
		'Moves to another voice channel.',
		{ voiceChannelId: id },
		(actor, { voiceChannelId }) => actor.movesTo(voiceChannelId),
		state,
	),
	deed('leave-voice', 'Leaves voice.', {}, (actor) => actor.leavesVoice()),
	deed('deafen', 'Hears nobody any more.', isOn, (actor, { on }) => actor.deafens(on), state),
	deed('mute', 'Says nothing any more.', isOn, (actor, { on }) => actor.mutes(on), state),
	deed('join', 'Joins the guild.', {}, (actor) => actor.joins()),
	deed('leave', 'Leaves the guild.', {}, (actor) => actor.leaves()),
	deed('close-direct-messages', 'Takes no direct messages any more.', isOn, (actor, { on }) =>
		actor.closesDirectMessages(on),
	),
];

/** People who do things, and what bots answer. */
export const actorRoutes = [
	...actions,
	...deeds,
	route({
		...{ method: 'GET', path: '/actors/{userId}/direct-messages', name: 'listDirectMessages', tag },
		summary: 'The direct messages between a user and a bot, the newest first.',
		params,
		query: z.strictObject({ botId: id.optional(), guildId: id.optional() }),
		answer: z.array(message),
		handle: ({ control, params: { userId: user }, query }) => actorOf(control, user, query).directMessages,
	}),
	route({
		...{ method: 'POST', path: '/interactions', name: 'sendInteraction', tag },
		summary: 'Sends INTERACTION_CREATE with any data, also what no client of Discord would send.',
		body: z.strictObject({
			...{ botId: id.optional(), guildId: id.optional(), channelId: id.optional(), userId: id.optional() },
			...{ isDirect: z.boolean().optional(), type: z.int().optional(), locale: z.string().optional() },
			data: z.looseObject({}),
		}),
		answer: interactionAnswer,
		handle({ control, body: { botId, ...given } }) {
			const request = { ...given, botId: control.botId(botId ?? 'first') };
			const known = Object.entries(request).filter(([, value]) => value !== undefined);
			return describeInteraction(
				control.keep(control.emulator.interactions.send(Object.fromEntries(known) as unknown as InteractionRequest)),
			);
		},
	}),
	route({
		...{ method: 'GET', path: '/interactions/{interactionId}', name: 'getInteraction', tag },
		summary: 'An interaction, and everything that the bot has answered so far.',
		params: z.strictObject({ interactionId: id }),
		answer: interactionAnswer,
		handle: ({ control, params: { interactionId } }) => describeInteraction(control.interaction(interactionId)),
	}),
	route({
		...{ method: 'GET', path: '/interactions/{interactionId}/answer', name: 'awaitAnswer', tag },
		summary: 'Waits for an answer of the bot. A deferral is none; the message that fills it in is one.',
		params: z.strictObject({ interactionId: id }),
		query: z.strictObject({
			within: inQuery(within).default(10_000),
			kind: z.enum(['message', 'update', 'modal', 'choices']).optional(),
			skip: inQuery(z.int().min(0)).default(0).describe('How many answers of this kind to skip.'),
		}),
		answer: answerAnswer,
		handle: async ({ control, params: { interactionId }, query, gone }) =>
			describeAnswer(await awaitAnswer(control.interaction(interactionId), query, gone)),
	}),
];
