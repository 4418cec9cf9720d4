import type { FastifyInstance, FastifyReply } from 'fastify';
import type { IMemberFetchService } from 'rollcall';
import { type Clock, DAY_MS } from '../../clock/index.js';
import type { GrowthStore } from '../../growth/index.js';
import type { MemberLists } from '../MemberLists.js';

const DAYS = 30;
const UNKNOWN = 'The bot is in no such guild.';
const NOT_HELD = 'No list of this guild is held that can be read without a request to Discord.';
const LIST_GONE = 'This list is too old. Search again.';

const id = { type: 'string', pattern: '^\\d{15,20}$' } as const;
const params = { type: 'object', properties: { guild: id } } as const;
const members = {
	type: 'object',
	properties: { search: { type: 'string', maxLength: 100 }, role: id },
	additionalProperties: false,
} as const;
const rows = {
	type: 'object',
	required: ['from', 'count'],
	properties: { from: { type: 'integer', minimum: 0 }, count: { type: 'integer', minimum: 1, maximum: 200 } },
	additionalProperties: false,
} as const;

interface OfGuild {
	Params: { guild: string };
}

/** What the page asks about one guild. */
export function addGuilds(server: FastifyInstance, lists: MemberLists, growth: GrowthStore, clock: Clock): void {
	server.get<OfGuild & { Querystring: { search?: string; role?: string } }>(
		'/api/guilds/:guild/members',
		{ schema: { params, querystring: members } },
		async (request, reply) => {
			const guild = lists.guild(request.params.guild);
			if (!guild) return refuse(reply, 404, UNKNOWN);
			return (await lists.search(guild, request.query, goneOf(reply))) ?? refuse(reply, 409, NOT_HELD);
		},
	);
	server.get<{ Params: { list: string }; Querystring: { from: number; count: number } }>(
		'/api/lists/:list',
		{ schema: { querystring: rows } },
		async (request, reply) => {
			const { from, count } = request.query;
			return (await lists.rows(request.params.list, from, count)) ?? refuse(reply, 410, LIST_GONE);
		},
	);
	server.get<OfGuild>('/api/guilds/:guild/roles', { schema: { params } }, async (request, reply) => {
		const guild = lists.guild(request.params.guild);
		return guild ? lists.roles(guild) : refuse(reply, 404, UNKNOWN);
	});
	server.get<OfGuild>('/api/guilds/:guild/growth', { schema: { params } }, async (request, reply) => {
		const { guild } = request.params;
		if (!lists.guild(guild)) return refuse(reply, 404, UNKNOWN);
		const from = new Date(clock.now() - DAYS * DAY_MS).toISOString().slice(0, 10);
		return growth.days(guild, from);
	});
}

/** What somebody on duty can do: end a fetch, or begin one. */
export function addActions(server: FastifyInstance, lists: MemberLists, service: IMemberFetchService): void {
	server.post<{ Params: { operation: string } }>('/api/operations/:operation/cancel', async (request, reply) => {
		const isCancelled = service.cancelOperation(request.params.operation);
		return isCancelled ? { isCancelled } : refuse(reply, 404, 'This operation is over.');
	});
	server.post<OfGuild>('/api/guilds/:guild/fetch', { schema: { params } }, async (request, reply) => {
		const guild = lists.guild(request.params.guild);
		if (!guild) return refuse(reply, 404, UNKNOWN);
		// It goes on behind the answer, and the page shows how far it is. Its end is in the statistics and the health.
		service.fetchGuildMembers(guild).catch(() => {});
		return reply.code(202).send({ isRunning: true });
	});
}

/** Fires if nobody waits for the answer any more: somebody types the next letter, and the page asks again. */
function goneOf({ raw }: FastifyReply): AbortSignal {
	const gone = new AbortController();
	raw.once('close', () => gone.abort());
	return gone.signal;
}

function refuse(reply: FastifyReply, status: number, error: string): FastifyReply {
	return reply.code(status).send({ error });
}
