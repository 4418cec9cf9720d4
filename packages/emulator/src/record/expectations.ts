import { GatewayOpcodes } from 'discord-api-types/v10';
import { isRecord } from '../json/index.js';
import type { FrameTraffic, RequestTraffic } from '../traffic/index.js';

/** What a bot did, as an expectation of a scenario. */
export interface Seen {
	readonly request?: object;
	readonly frame?: object;
}

/** The routes by which bots answer interactions. The scenario expects the messages that a user sees instead. */
const ANSWERS = /^(?:interactionCallback|createFollowup|editFollowup|deleteFollowup)$/;

/** Differs in each run, or follows from what the bot does anyway. */
const volatile: readonly string[] = ['nonce', 'attachments', 'flags', 'tts', 'enforce_nonce', 'sticker_ids', 'poll'];

const frames: Readonly<Record<number, (data: Readonly<Record<string, unknown>>) => object | undefined>> = {
	[GatewayOpcodes.Identify]: ({ intents, shard }) => ({ intents, ...(shard !== undefined && { shard }) }),
	[GatewayOpcodes.PresenceUpdate]: ({ status }) => ({ status }),
	[GatewayOpcodes.VoiceStateUpdate]: ({ guild_id, channel_id }) => ({ guild_id, channel_id }),
	// A bot looks up single members when it has a doubt, which depends on the time.
	[GatewayOpcodes.RequestGuildMembers]: ({ guild_id, query, limit, user_ids }) =>
		user_ids === undefined ? { guild_id, query, limit } : undefined,
};

/** A payload of a bot, if a scenario should expect it: not heartbeats and resumes, which depend on the time. */
export function expectFrame({ op, data }: FrameTraffic): Seen | undefined {
	const expected = frames[Number(op)]?.(isRecord(data) ? data : {});
	return expected && { frame: { op, data: expected } };
}

/** A request of a bot, if a scenario should expect it: one that changes something, and is no answer to an interaction. */
export function expectRequest({ route, method, path, body, status }: RequestTraffic): Seen | undefined {
	if (method === 'GET' || ANSWERS.test(route)) return undefined;
	const fields = described(body);
	return {
		request: {
			...(route === '' ? { method } : { route, method }),
			path,
			...(status >= 400 && { status }),
			...(fields !== undefined && { body: fields }),
		},
	};
}

function described(body: unknown): unknown {
	if (!isRecord(body)) return body;
	const kept = Object.entries(body).filter(([key]) => !volatile.includes(key));
	return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

const embedKeys = ['title', 'description', 'url', 'color', 'fields', 'footer', 'author'] as const;
const componentKeys = ['type', 'custom_id', 'label', 'style', 'placeholder', 'content'] as const;

const pick = (from: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
	Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])));

function describeComponent(component: unknown): object {
	if (!isRecord(component)) return {};
	const { components } = component;
	return {
		...pick(component, componentKeys),
		...(Array.isArray(components) && { components: components.map(describeComponent) }),
	};
}

/** An answer to an interaction, as the control API describes it: what its user sees. */
export function expectAnswer(answer: Readonly<Record<string, unknown>>): object {
	const { kind, isEphemeral, content, embeds, components, choices, files, modal } = answer;
	const some = (list: unknown): list is unknown[] => Array.isArray(list) && list.length > 0;
	return {
		...{ kind, isEphemeral, content },
		...(some(embeds) && { embeds: embeds.map((each) => pick(each as Record<string, unknown>, embedKeys)) }),
		...(some(components) && { components: components.map(describeComponent) }),
		...(some(choices) && { choices }),
		...(some(files) && { files: files.map((file) => pick(file as Record<string, unknown>, ['name'])) }),
		...(isRecord(modal) && { modal: pick(modal, ['custom_id', 'title']) }),
	};
}
