import { type APIInteraction, InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import type { InteractionRefusal, InteractionReply } from './InteractionReply.js';

/** The course of an interaction. */
interface Course {
	readonly data: APIInteraction;
	readonly createdAt: number;
	readonly isAcknowledged: boolean;
	readonly replies: readonly InteractionReply[];
	readonly refusals: readonly InteractionRefusal[];
}

/** Says which interaction got no answer, and what came instead. */
export function describeSilence(sent: Course, withinMs: number): string {
	const what = sent.isAcknowledged ? 'No expected answer' : 'The application did not respond';
	const user = sent.data.member?.user.id ?? sent.data.user?.id;
	return `${what} within ${withinMs} ms to ${describeAction(sent)} by ${user}. Received: ${describeReceived(sent)}.`;
}

function describeAction({ data: { type, data } }: Course): string {
	const { name, custom_id } = (data ?? {}) as { name?: string; custom_id?: string };
	if (type === InteractionType.ApplicationCommandAutocomplete) return `the autocompletion of /${name}`;
	if (type === InteractionType.MessageComponent) return `the component "${custom_id}"`;
	if (type === InteractionType.ModalSubmit) return `the modal "${custom_id}"`;
	return `/${name}`;
}

function describeReceived(sent: Course): string {
	const replies = sent.replies.map((reply) => `${describeReply(reply)} after ${reply.at - sent.createdAt} ms`);
	const refusals = sent.refusals.map(
		({ at, body }) => `${JSON.stringify(body)} refused after ${at - sent.createdAt} ms`,
	);
	return [...replies, ...refusals].join('; ') || 'nothing';
}

function describeReply({ kind, body, message }: InteractionReply): string {
	const name = kind === 'callback' ? `callback ${InteractionResponseType[Number(body.type)] ?? body.type}` : kind;
	const text = message?.content || message?.embeds[0]?.title || message?.embeds[0]?.description;
	return text ? `${name} "${text.slice(0, 80)}"` : name;
}
