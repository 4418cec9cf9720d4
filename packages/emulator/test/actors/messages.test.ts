import {
	ActionRowBuilder,
	ButtonBuilder,
	ButtonStyle,
	type ChatInputCommandInteraction,
	type DiscordAPIError,
	type Message,
	MessageFlags,
	type TextChannel,
} from 'discord.js';
import { pingsOf } from 'rollcall-emulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { aStage, type Stage } from './stage.js';

let stage: Stage;
const guild = () => stage.emulator.world.guild();
const channel = () => stage.client.channels.cache.get([...guild().channels.keys()][0] as string) as TextChannel;
const user = (index: number) => guild().memberAt(index).user;
const stored = ({ id, channelId }: Message) => guild().chat.messages(channelId).get(id);
const nobody = { everyone: false, users: [], roles: [] };

/** Lets the bot answer a command in this way, and gives what it answered. */
async function answered(answer: (interaction: ChatInputCommandInteraction<'cached'>) => unknown) {
	stage.onInteraction(answer);
	return stage.emulator.actor().runs('go').answer();
}

beforeAll(async () => {
	stage = await aStage();
	await stage.register({ name: 'go', description: 'Goes.' });
});

describe('a message that is too large', () => {
	const large = { embeds: [{ description: 'x'.repeat(4097) }] };
	const refusal = (send: Promise<unknown>) =>
		send.then(
			() => 'sent',
			(error: DiscordAPIError) => error.message,
		);
	const description = 'description[BASE_TYPE_MAX_LENGTH]: Must be 4096 or fewer in length.';

	it('is refused as a reply, an edit, a followup and in a channel, each with the field that is wrong', async () => {
		const refusals: string[] = [];
		await answered(async (interaction) => {
			refusals.push(await refusal(interaction.reply(large)));
			await interaction.reply('first');
			refusals.push(await refusal(interaction.editReply(large)), await refusal(interaction.followUp(large)));
			refusals.push(await refusal(channel().send(large)));
			await interaction.editReply('done');
		});
		await expect.poll(() => refusals.length).toBe(4);
		expect(refusals).toEqual([
			`Invalid Form Body\ndata.embeds[0].${description}`,
			...Array(3).fill(`Invalid Form Body\nembeds[0].${description}`),
		]);
	});

	it('is refused with more than ten files, and with one above ten megabytes', async () => {
		const files = (count: number, size: number) =>
			Array.from({ length: count }, (_, i) => ({ attachment: Buffer.alloc(size), name: `${i}.bin` }));
		expect(await refusal(channel().send({ files: files(11, 1) }))).toContain('attachments[BASE_TYPE_MAX_LENGTH]');
		const error = await channel()
			.send({ files: files(1, 10_485_761) })
			.catch((caught: unknown) => caught);
		expect(error).toMatchObject({ status: 413, code: 40_005 });
		expect((await channel().send({ files: files(10, 1) })).attachments.size).toBe(10);
	});

	it('is named in the error of the wait for its answer', async () => {
		stage.onInteraction((interaction: ChatInputCommandInteraction) => interaction.reply(large).catch(() => undefined));
		const sent = stage.emulator.actor().runs('go');
		await expect.poll(() => sent.refusals.map(({ code }) => code)).toEqual([50_035]);
	});

	it('is refused only by Discord if two buttons are the same, since builders do not check', async () => {
		const button = new ButtonBuilder({ customId: 'a', label: 'A', style: ButtonStyle.Primary });
		const row = new ActionRowBuilder<ButtonBuilder>({ components: [button, button] });
		await expect(channel().send({ components: [row] })).rejects.toThrow(/COMPONENT_CUSTOM_ID_DUPLICATED/);
	});
});

describe('the pings of a message', () => {
	it('are the mentions of the text that are allowed', async () => {
		const role = guild().createRole({ mentionable: true });
		const text = `@everyone <@${user(1).id}> <@&${role.id}>`;
		const all = await answered((interaction) => interaction.reply(text));
		expect(all.pings).toEqual({ everyone: true, users: [user(1).id], roles: [role.id] });
		const none = await answered((interaction) => interaction.reply({ content: text, allowedMentions: { parse: [] } }));
		expect([none.content, none.pings]).toEqual([text, nobody]);
		const some = await answered((interaction) =>
			interaction.reply({ content: text, allowedMentions: { users: [user(1).id] } }),
		);
		expect(some.pings).toEqual({ ...nobody, users: [user(1).id] });
	});

	it('are none in ephemeral messages and in embeds', async () => {
		const content = `<@${user(1).id}>`;
		const secret = await answered((interaction) => interaction.reply({ content, flags: MessageFlags.Ephemeral }));
		expect(secret.pings).toEqual(nobody);
		const embed = await answered((interaction) => interaction.reply({ embeds: [{ description: content }] }));
		expect(embed.pings).toEqual(nobody);
	});

	it('are the same in channels, where replies ping the author that they answer by default', async () => {
		const asked = stage.emulator.actor(user(2).id).says('hello?');
		const message = await channel().messages.fetch(asked.id);
		const reply = await message.reply('yes');
		expect(pingsOf(stored(reply) as never)).toEqual({ ...nobody, users: [user(2).id] });
		expect((await reply.fetchReference()).id).toBe(asked.id);
		const quiet = await message.reply({ content: 'psst', allowedMentions: { repliedUser: false, parse: [] } });
		expect(pingsOf(stored(quiet) as never)).toEqual(nobody);
	});

	it('need a permission for everyone and for roles that are not mentionable', () => {
		const actor = stage.emulator.actor(user(3).id);
		guild().setRoles(actor.id, []);
		const everyone = guild().roles.get(guild().id);
		guild().updateRole(guild().id, { permissions: (BigInt(everyone?.permissions ?? 0) & ~(1n << 17n)).toString() });
		const role = guild().createRole({ mentionable: false });
		expect(pingsOf(actor.says(`@everyone <@&${role.id}>`))).toEqual(nobody);
		expect(pingsOf(stage.emulator.actor().says(`@here <@&${role.id}>`))).toEqual({
			...{ everyone: true, users: [], roles: [role.id] },
		});
	});
});

describe('direct messages', () => {
	it('reach a member, with files, and no channel of the guild', async () => {
		const actor = stage.emulator.actor(user(4).id);
		const recipient = await stage.client.users.fetch(actor.id);
		const sent = await recipient.send({ content: 'for you', files: [{ attachment: Buffer.from('1'), name: '1.txt' }] });
		await sent.edit('for you alone');
		expect(actor.directMessages.map(({ content }) => content)).toEqual(['for you alone']);
		expect(actor.directMessages[0]?.attachments).toHaveLength(1);
		expect(stage.emulator.actor(user(5).id).directMessages).toEqual([]);
	});

	it('are refused if the user has closed them, or shares no guild with the bot', async () => {
		const actor = stage.emulator.actor(user(6).id);
		const recipient = await stage.client.users.fetch(actor.id);
		actor.closesDirectMessages();
		await expect(recipient.send('hi')).rejects.toMatchObject({ code: 50_007, status: 403 });
		actor.closesDirectMessages(false);
		actor.leaves();
		await expect(recipient.send('hi')).rejects.toMatchObject({ code: 50_278 });
		await expect(stage.client.users.createDM(stage.client.user.id)).rejects.toMatchObject({ code: 50_033 });
	});
});
