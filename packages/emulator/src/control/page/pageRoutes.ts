import { isAllowed } from '../../actors/index.js';
import * as z from '../../bundled/zod.js';
import type { Answer, SentInteraction } from '../../rest/index.js';
import type { Control } from '../Control.js';
import { describeFile } from '../describe.js';
import { notFound } from '../Refused.js';
import { type ControlRoute, route } from '../Route.js';
import { fileAnswer } from '../schemas/answers.js';
import { guildId, id, inQuery, userId } from '../schemas/common.js';
import { listMembers } from './listMembers.js';
import type { BotCommand, InteractionState, LogDetail } from './PageData.js';
import { viewGuild } from './viewGuild.js';

const tag = 'The page';
const CALLBACK_WITHIN = 3_000;
/** A payload is shown up to here. */
const MOST_CHARACTERS = 100_000;
const MOST_ROWS = 100;
const anything = z.unknown();

/** What the page asks for and nobody else: these answers follow the page, and are no part of the API. */
export const pageRoutes: readonly ControlRoute[] = [
	route({
		...{ method: 'GET', path: '/page/view', name: 'viewGuild', tag, summary: 'A guild as a member sees it.' },
		query: z.strictObject({
			guildId: guildId.default('first'),
			userId: userId.default('owner'),
			channelId: id.optional(),
		}),
		answer: anything,
		handle: ({ control, query }) => viewGuild(control, query),
	}),
	route({
		...{ method: 'GET', path: '/page/members', name: 'findMembers', tag, summary: 'Members, or those with a name.' },
		query: z.strictObject({
			guildId,
			search: z.string().max(100).default(''),
			from: inQuery(z.int().min(0)).default(0),
			count: inQuery(z.int().min(1).max(MOST_ROWS)).default(MOST_ROWS),
		}),
		answer: anything,
		handle: ({ control, query: { guildId: guild, ...wanted } }) => listMembers(control.guild(guild), wanted),
	}),
	route({
		...{ method: 'GET', path: '/page/commands', name: 'findCommands', tag, summary: 'The commands of a member.' },
		query: z.strictObject({ guildId, userId }),
		answer: anything,
		handle: ({ control, query }) => commandsFor(control, query.guildId, query.userId),
	}),
	route({
		...{ method: 'GET', path: '/page/interactions/{interactionId}', name: 'watchInteraction', tag },
		summary: 'What has become of an interaction.',
		params: z.strictObject({ interactionId: id }),
		answer: anything,
		handle: ({ control, params }) => stateOf(control, control.interaction(params.interactionId)),
	}),
	route({
		...{
			method: 'GET',
			path: '/page/log/{n}',
			name: 'readEntry',
			tag,
			summary: 'An entry of the log, with all of it.',
		},
		params: z.strictObject({ n: inQuery(z.int().min(1)) }),
		answer: anything,
		handle: ({ control, params: { n } }) => detailOf(control, n),
	}),
	route({
		...{ method: 'GET', path: '/page/files/{channelId}/{messageId}', name: 'readFiles', tag },
		summary: 'The files of a message, one that only a member sees included.',
		params: z.strictObject({ channelId: id, messageId: id }),
		query: z.strictObject({ guildId, userId }),
		answer: z.array(fileAnswer),
		handle({ control, params: { channelId, messageId }, query }) {
			const view = viewGuild(control, { ...query, channelId });
			const message = view.messages.find((each) => each.id === messageId);
			return message ? control.emulator.world.attachments.of(message).map(describeFile) : [];
		},
	}),
];

function commandsFor(control: Control, guildId: string, userId: string): BotCommand[] {
	const guild = control.guild(guildId);
	const user = control.userId(userId, guild);
	const { bots, world } = control.emulator;
	return bots
		.filter((bot) => guild.hasBot(bot.id) && guild.has(user))
		.flatMap((bot) => {
			const botName = world.user(bot.id)?.username ?? bot.id;
			const commands = control.emulator.commandsIn(guild.id, bot.id).filter((each) => isAllowed(each, guild, user));
			return commands.map((command) => ({ botId: bot.id, botName, command }));
		});
}

function stateOf({ clock }: Control, sent: SentInteraction): InteractionState {
	const { data, isAcknowledged, createdAt, answers, refusals } = sent;
	const modal = answers.findLast((answer: Answer) => answer.modal)?.modal;
	return {
		...{ id: data.id, isAcknowledged, answers: answers.length, ...(modal && { modal }) },
		isLate: !isAcknowledged && clock.now() - createdAt > CALLBACK_WITHIN,
		refusals: refusals.map(({ body }) => JSON.stringify(body)),
	};
}

function detailOf({ log }: Control, n: number): LogDetail {
	const [entry] = log.select({ after: n - 1, limit: 1 });
	if (entry?.n !== n) throw notFound(`The log has no entry ${n} any more.`);
	const { text, characters } = log.dataOf(n) ?? {};
	if (text === undefined || characters === undefined) return { entry: { ...entry } };
	return {
		entry: { ...entry },
		data: { text: text.slice(0, MOST_CHARACTERS), characters, isCut: text.length < characters },
	};
}
