import {
	ActionRowBuilder,
	ButtonBuilder,
	type ButtonInteraction,
	ButtonStyle,
	type ChatInputCommandInteraction,
	type MessageActionRowComponentBuilder,
	MessageFlags,
	type ModalSubmitInteraction,
	StringSelectMenuBuilder,
	type StringSelectMenuInteraction,
	UserSelectMenuBuilder,
	type UserSelectMenuInteraction,
} from 'discord.js';
import { ActorError, type Answer } from 'rollcall-emulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { aStage, type Stage } from './stage.js';

let stage: Stage;
const guild = () => stage.emulator.world.guild();
const actor = () => stage.emulator.actor();
const row = (...components: MessageActionRowComponentBuilder[]) =>
	new ActionRowBuilder<MessageActionRowComponentBuilder>({ components });
const button = (customId: string, more: object = {}) =>
	new ButtonBuilder({ style: ButtonStyle.Primary, customId, label: customId, ...more });

/** The answer of the bot to a command with these components; later interactions go to `then`. */
async function shown(reply: object, then: (interaction: never) => unknown = () => undefined): Promise<Answer> {
	stage.onInteraction((interaction: ChatInputCommandInteraction) =>
		interaction.isChatInputCommand() ? interaction.reply(reply) : then(interaction as never),
	);
	return actor().runs('go').answer();
}

const pages = {
	content: 'page 1',
	components: [row(button('next', { label: 'Next page' }), button('last', { disabled: true }))],
};

const form = {
	customId: 'form',
	title: 'Form',
	components: [
		{ type: 1, components: [{ type: 4, customId: 'why', label: 'Why', style: 1, minLength: 2, maxLength: 5 }] },
		{ type: 1, components: [{ type: 4, customId: 'more', label: 'More', style: 2, required: false, value: 'kept' }] },
	],
};

beforeAll(async () => {
	stage = await aStage();
	await stage.register({ name: 'go', description: 'Goes.' });
});

describe('an actor who clicks', () => {
	it('finds a button by its custom id or label, and sees the message change', async () => {
		let page = 1;
		const answer = await shown(pages, (click: ButtonInteraction) => click.update(`page ${++page}`));
		const second = await actor().clicks(answer, 'next').answer();
		expect(second).toMatchObject({ kind: 'update', content: 'page 2' });
		expect(second.message?.id).toBe(answer.message?.id);
		const third = await actor().clicks(second, 'Next page').answer();
		expect(third).toMatchObject({ content: 'page 3' });
		expect(third.components).toHaveLength(1);
		const { id, channel_id } = third.message ?? { id: '', channel_id: '' };
		expect(guild().chat.messages(channel_id).get(id)?.content).toBe('page 3');
	});

	it('sees a change that comes after a deferral', async () => {
		const answer = await shown(pages, async (click: ButtonInteraction) => {
			await click.deferUpdate();
			await click.editReply('later');
		});
		expect(await actor().clicks(answer, 'next').answer()).toMatchObject({
			...{ kind: 'update', content: 'later', wasDeferred: true },
			message: { id: answer.message?.id },
		});
	});

	it('clicks in an ephemeral message of its own, which the bot may change', async () => {
		const answer = await shown({ ...pages, flags: MessageFlags.Ephemeral }, (click: ButtonInteraction) => {
			expect(click.message.flags.has(MessageFlags.Ephemeral)).toBe(true);
			return click.update({ content: 'mine', components: [] });
		});
		const stranger = stage.emulator.actor(guild().memberAt(9).user.id);
		expect(() => stranger.clicks(answer, 'next')).toThrow(/is ephemeral, and not visible to the user/);
		const changed = await actor().clicks(answer, 'next').answer();
		expect([changed.isEphemeral, changed.content]).toEqual([true, 'mine']);
		expect(() => actor().clicks(answer, 'next')).toThrow(/has no button "next"; it has none/);
	});

	it('cannot click something that does not exist, is disabled, is a link, or is gone', async () => {
		const link = new ButtonBuilder({ style: ButtonStyle.Link, url: 'https://example.com', label: 'Docs' });
		const answer = await shown({ ...pages, components: [...pages.components, row(link)] }, (click: ButtonInteraction) =>
			click.message.delete(),
		);
		expect(() => actor().clicks(answer, 'first')).toThrow(ActorError);
		expect(() => actor().selects(answer, undefined, [])).toThrow(/does not have just one select menu; it has none/);
		expect(() => actor().clicks(answer, 'first')).toThrow(/no button "first"; it has "next", "last", "Docs"/);
		expect(() => actor().clicks(answer, 'last')).toThrow(/"last" of the message \d+ is disabled/);
		expect(() => actor().clicks(answer, 'Docs')).toThrow(/opens https:\/\/example.com, and no bot hears/);
		actor().clicks(answer, 'next');
		await expect
			.poll(() =>
				guild()
					.chat.messages(answer.message?.channel_id ?? '')
					.get(answer.message?.id ?? ''),
			)
			.toBe(undefined);
		expect(() => actor().clicks(answer, 'next')).toThrow(/is gone/);
	});
});

describe('an actor who picks from a menu', () => {
	const options = ['red', 'green', 'blue'].map((value) => ({ value, label: value.toUpperCase() }));
	const colours = new StringSelectMenuBuilder({ customId: 'colours', placeholder: 'Colours', options, maxValues: 2 });

	it('sends values, by value or label', async () => {
		const answer = await shown({ components: [row(colours)] }, (pick: StringSelectMenuInteraction) =>
			pick.reply(pick.values.join('+')),
		);
		expect((await actor().selects(answer, 'Colours', ['blue', 'RED']).answer()).content).toBe('blue+red');
		expect((await actor().selects(answer, undefined, ['green']).answer()).content).toBe('green');
		expect(() => actor().selects(answer, 'colours', ['pink'])).toThrow(/no "pink"; it has "red", "green", "blue"/);
		expect(() => actor().selects(answer, 'colours', [])).toThrow(/takes 1 to 2 values; 0 were picked/);
		expect(() => actor().selects(answer, 'sizes', [])).toThrow(/no select menu "sizes"; it has "colours"/);
	});

	it('names users, with their members', async () => {
		const answer = await shown(
			{ components: [row(new UserSelectMenuBuilder({ customId: 'who' }))] },
			(pick: UserSelectMenuInteraction) => pick.reply(`${pick.users.first()?.username} ${pick.members.size}`),
		);
		const { user } = guild().memberAt(5);
		expect((await actor().selects(answer, 'who', [user]).answer()).content).toBe(`${user.username} 1`);
	});
});

describe('an actor who fills in a form', () => {
	const submitted = (modal: ModalSubmitInteraction) =>
		modal.reply(['why', 'more'].map((field) => modal.fields.getTextInputValue(field)).join(' '));
	async function aForm(): Promise<Answer> {
		stage.onInteraction((interaction: ChatInputCommandInteraction | ModalSubmitInteraction) =>
			interaction.isModalSubmit() ? submitted(interaction) : interaction.showModal(form as never),
		);
		return actor().runs('go').answer();
	}

	it('sends its values and those that the form came with, and gets the answer', async () => {
		const modal = await aForm();
		expect((await actor().submits(modal, { why: 'sick' }).answer()).content).toBe('sick kept');
		expect((await actor().submits(modal, { why: 'ab', more: '' }).answer()).content).toBe('ab ');
		expect((await actor().submits(modal, { Why: 'late', More: 'on' }).answer()).content).toBe('late on');
	});

	it('gets an error for values that the form does not take', async () => {
		const modal = await aForm();
		expect(() => actor().submits(modal)).toThrow(/"why" is required/);
		expect(() => actor().submits(modal, { why: 'x' })).toThrow(/"why" takes 2 to 5 characters; it got 1/);
		expect(() => actor().submits(modal, { who: 'x' })).toThrow(/no field "who"; it has "Why", "More"/);
		const message = await shown(pages);
		expect(() => actor().submits(message)).toThrow(/is not a modal/);
		expect(() => actor().clicks(modal, 'next')).toThrow(/is not a message/);
	});

	it('changes the message whose button opened the form', async () => {
		const answer = await shown(pages, (interaction: ButtonInteraction | ModalSubmitInteraction) => {
			if (!interaction.isModalSubmit()) return interaction.showModal(form as never);
			return interaction.isFromMessage() && interaction.update('from the form');
		});
		const modal = await actor().clicks(answer, 'next').answer();
		expect(await actor().submits(modal, { why: 'sick' }).answer()).toMatchObject({
			...{ kind: 'update', content: 'from the form' },
			message: { id: answer.message?.id },
		});
	});
});
