import { MessageReferenceType, MessageType } from 'discord.js';
import type { Scene } from '../Scene.js';
import type { Steps } from './Steps.js';

/** Messages, and what is done to them. */
export const messageSteps: Steps = {
	post: (scene) => post(scene, scene.userId, { content: `hello ${scene.more}` }),
	mention: (scene) => {
		const { world, userId, otherId, roleId } = scene;
		const mention_roles = roleId ? [roleId] : [];
		const content = `<@${otherId}> <@&${roleId}> @everyone`;
		post(scene, userId, { content, mentions: [world.user(otherId) as never], mention_roles });
	},
	/** Of those who have left, there is no member. */
	mentionGone: (scene) => {
		const id = scene.props.gone.at(-1);
		const user = id && scene.world.user(id);
		if (user) post(scene, scene.userId, { content: `<@${id}>`, mentions: [user as never] });
	},
	reply: (scene) => {
		const { props, world, userId } = scene;
		const message = scene.last(props.messages);
		const stored = message && world.channels.has(message.channelId) && find(scene, message);
		if (!stored) return;
		const reference = { type: MessageReferenceType.Default, message_id: stored.id, channel_id: stored.channel_id };
		const mentions = [stored.author];
		post(scene, userId, {
			...{ type: MessageType.Reply, message_reference: { ...reference, guild_id: world.id } },
			...{ referenced_message: stored as never, mentions, content: 'yes' },
		});
	},
	edit: (scene) => {
		const message = scene.last(scene.props.messages);
		const stored = message && scene.world.channels.has(message.channelId) && find(scene, message);
		if (!stored) return;
		scene.world.chat.edit({ ...stored, content: `edited ${scene.more}` });
	},
	delete: ({ world, props, last }) => {
		const message = last(props.messages);
		if (message && world.channels.has(message.channelId)) world.chat.delete(message.channelId, message.id);
	},
	/** A webhook writes: there is no member, and the user is none. */
	webhook: ({ bots, world, textId, tell, more }) => {
		const author = { id: `9${more}`.padEnd(18, '0'), username: 'hook', avatar: null, discriminator: '0000', bot: true };
		const rest = {
			content: 'hi',
			timestamp: '2024-01-01T00:00:00.000000+00:00',
			attachments: [],
			embeds: [],
			mentions: [],
		};
		const id = bots.emulator.world.nextId();
		tell('MESSAGE_CREATE', {
			id,
			channel_id: textId,
			guild_id: world.id,
			webhook_id: author.id,
			author,
			type: 0,
			...rest,
		});
	},
	react: ({ props, world, last, userId, otherId, raw, tell, more }) => {
		const message = last(props.messages);
		if (!message) return;
		const what = { user_id: userId, channel_id: message.channelId, message_id: message.id, guild_id: world.id };
		const emoji = { id: null, name: '👍' };
		if (more % 3 === 0) tell('MESSAGE_REACTION_REMOVE', { ...what, emoji, burst: false, type: 0 });
		else
			tell('MESSAGE_REACTION_ADD', {
				...what,
				emoji,
				burst: false,
				type: 0,
				member: raw(userId),
				message_author_id: otherId,
			});
	},
	type: ({ world, textId, userId, raw, tell, more }) => {
		const what = { channel_id: textId, guild_id: world.id, user_id: userId, timestamp: 1_700_000_000 + more };
		tell('TYPING_START', { ...what, member: raw(userId) });
	},
	interact: ({ bots, world, userId, textId }) => {
		if (!world.available) return;
		const data = { id: '1', name: 'ping', type: 1 };
		bots.emulator.interactions.send({ botId: bots.botId, guildId: world.id, channelId: textId, userId, data });
	},
};

type Given = Parameters<Scene['world']['chat']['post']>[2];

function post({ world, textId, props }: Scene, authorId: string, given: Given): void {
	const author = world.user(authorId);
	if (!author) return;
	const { id } = world.chat.post(textId, author, given);
	props.messages.push({ id, channelId: textId, guildId: world.id });
}

function find({ world }: Scene, { channelId, id }: Scene['props']['messages'][number]) {
	return world.chat.messages(channelId).get(id);
}
