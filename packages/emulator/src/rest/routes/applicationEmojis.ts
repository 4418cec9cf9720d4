import type { APIEmoji } from 'discord-api-types/v10';
import { apiErrors } from '../errors/index.js';
import { checkChangedEmoji, checkNewEmoji } from '../forms/index.js';
import type { RestCall } from '../requests/index.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

const path = '/applications/:applicationId/emojis';
const one = `${path}/:emojiId`;

/** The emojis that an application has of its own. */
export const applicationEmojiRoutes: readonly Route[] = [
	{
		...{ method: 'GET', path, name: 'listApplicationEmojis' },
		handle: (call) => ok({ items: [...emojisOf(call).values()] }),
	},
	{ method: 'POST', path, name: 'createApplicationEmoji', handle: createEmoji },
	{ method: 'GET', path: one, name: 'getApplicationEmoji', handle: (call) => ok(requireEmoji(call)) },
	{ method: 'PATCH', path: one, name: 'editApplicationEmoji', handle: editEmoji },
	{ method: 'DELETE', path: one, name: 'deleteApplicationEmoji', handle: deleteEmoji },
];

function emojisOf(call: RestCall): Map<string, APIEmoji> {
	return call.context.world.applicationEmojis.of(call.application());
}

function createEmoji(call: RestCall): Reply {
	const emojis = emojisOf(call);
	checkNewEmoji(call.json);
	const { name, image } = call.json as { name: string; image: string };
	const emoji: APIEmoji = {
		...{ id: call.context.world.nextId(), name, roles: [], user: call.bot.user },
		...{ require_colons: true, managed: false, animated: image.startsWith('data:image/gif'), available: true },
	};
	emojis.set(String(emoji.id), emoji);
	return { status: 201, body: emoji };
}

function editEmoji(call: RestCall): Reply {
	const emojis = emojisOf(call);
	const before = requireEmoji(call);
	checkChangedEmoji(call.json);
	const emoji = { ...before, name: (call.json.name as string | undefined) ?? before.name };
	emojis.set(String(emoji.id), emoji);
	return ok(emoji);
}

function deleteEmoji(call: RestCall): Reply {
	emojisOf(call).delete(String(requireEmoji(call).id));
	return noContent;
}

function requireEmoji(call: RestCall): APIEmoji {
	const emoji = emojisOf(call).get(call.id('emojiId'));
	if (!emoji) throw apiErrors.unknownEmoji();
	return emoji;
}
