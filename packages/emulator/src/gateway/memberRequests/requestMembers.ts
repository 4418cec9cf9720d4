import { GatewayDispatchEvents, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import type { BoundFault } from '../../faults/index.js';
import type { GuildWorld } from '../../world/index.js';
import { covers, type GatewayContext } from '../context/index.js';
import type { Session } from '../session/index.js';
import { ChunkedAnswer } from './ChunkedAnswer.js';
import { memberSource } from './MemberSource.js';
import { type MemberRequest, parseMemberRequest } from './parseMemberRequest.js';
import { runAction } from './runAction.js';

/** Opcode 8: answers with chunks or RATE_LIMITED, with opcode 9 if the request is malformed, or not at all. */
export function requestMembers(context: GatewayContext, session: Session, data: unknown): void {
	const request = parseMemberRequest(data);
	const counts = context.stats.bot(session.identity.bot.id).memberRequests;
	counts[request?.kind ?? 'malformed'] += 1;
	const guild = request && context.world.guilds.get(request.guildId);
	if (!request) context.sessions.invalidate(session);
	else if (guild?.available && covers(session, guild) && isAnswerable(session, request)) {
		take(context, session, guild, request);
	}
}

function take(context: GatewayContext, session: Session, guild: GuildWorld, request: MemberRequest): void {
	const subject = subjectOf(session, request);
	if (subject.full && isTooEarly(context, session, request)) return;
	const fault = context.faults.takeMemberRequest(subject);
	if (fault?.refuse) {
		refuseByFault(context, session, request, fault.refuse);
		return;
	}
	if (subject.full) context.requestWindow.shut(subject.botId, subject.guildId);
	if (!fault?.silence) answer(context, session, guild, request, fault ?? {});
}

function answer(
	context: GatewayContext,
	session: Session,
	guild: GuildWorld,
	asked: MemberRequest,
	fault: Partial<BoundFault>,
): void {
	// Without the presences intent, `presences` counts as false.
	const request = { ...asked, presences: asked.presences && session.has(GatewayIntentBits.GuildPresences) };
	const source = memberSource(guild, request, fault.stale ?? false);
	const act = (action: Parameters<typeof runAction>[3]) => runAction(context, session, guild, action);
	new ChunkedAnswer({ context, session, guild, request, source, fault, act }).start();
}

/** Says whether Discord answers at all. It does not if the bot lacks an intent or an id is wrong. */
function isAnswerable(session: Session, request: MemberRequest): boolean {
	if (request.kind === 'userIds') return request.answerable;
	const everybody = request.kind === 'full' || request.query === '';
	return !everybody || session.has(GatewayIntentBits.GuildMembers);
}

function subjectOf(session: Session, request: MemberRequest) {
	return { botId: session.identity.bot.id, guildId: request.guildId, full: request.kind === 'full' };
}

function isTooEarly(context: GatewayContext, session: Session, request: MemberRequest): boolean {
	const waitMs = context.requestWindow.waitMs(session.identity.bot.id, request.guildId);
	if (waitMs > 0) refuse(context, session, request, waitMs / 1000, context.options.nonceInRateLimited);
	return waitMs > 0;
}

type Refusal = NonNullable<BoundFault['refuse']>;

function refuseByFault(context: GatewayContext, session: Session, request: MemberRequest, refusal: Refusal): void {
	const { retryAfter, nonce = context.options.nonceInRateLimited } = refusal;
	const { botId, guildId, full } = subjectOf(session, request);
	// The window opens at the time that the bot was told.
	if (full) context.requestWindow.shut(botId, guildId, retryAfter * 1000);
	refuse(context, session, request, retryAfter, nonce);
}

function refuse(
	context: GatewayContext,
	session: Session,
	{ guildId, nonce }: MemberRequest,
	retryAfter: number,
	withNonce: boolean,
): void {
	context.stats.bot(session.identity.bot.id).memberRequests.refused += 1;
	session.dispatch(GatewayDispatchEvents.RateLimited, {
		opcode: GatewayOpcodes.RequestGuildMembers,
		retry_after: retryAfter,
		meta: { guild_id: guildId, ...(withNonce && nonce !== undefined && { nonce }) },
	});
}
