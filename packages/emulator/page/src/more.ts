import type { APIMessage } from 'discord-api-types/v10';
import type { BotCommand, MemberLine } from '../../src/control/page/PageData.js';
import { openDialog } from './dialogs.js';
import { element } from './elements.js';
import { labelled, menu, newId, roleChoices } from './fields.js';
import type { Interactions } from './Interactions.js';
import { ask } from './server.js';
import type { Watch } from './Watch.js';

const USER = 2;
const MESSAGE = 3;
const EMOJIS = ['👍', '❤️', '😂', '🎉'];

/** What else one can do with a member: their name and roles, commands for users, and their leave. */
export async function openMember(
	watch: Watch,
	interactions: Interactions,
	{ id, name, username, roles, joinedAt }: MemberLine,
): Promise<void> {
	const { view } = watch;
	if (!view) return;
	const at = `/guilds/${view.guild.id}/members/${id}`;
	const nick = element('input', { type: 'text', id: newId(), maxlength: '32' });
	nick.value = name;
	const list = menu(
		roleChoices(view).map((choice) => ({ ...choice, isPicked: roles.includes(choice.value) })),
		true,
	);
	const dialog = openDialog(
		name,
		[
			element('p', { class: 'faint' }, `${username} · ${id}${joinedAt ? ` · joined ${joinedAt.slice(0, 10)}` : ''}`),
			labelled('Nickname', { root: nick, labelled: nick, value: () => nick.value }, false),
			labelled('Roles', list, false),
			element(
				'div',
				{ class: 'buttons' },
				deed('Let them leave', 'danger', () => ask('DELETE', at)),
				deed('Ban them', 'danger', () => ask('PUT', `/guilds/${view.guild.id}/bans/${id}`, {})),
				...(await commandsOf(watch, USER)).map(({ command, botId }) =>
					deed(command.name, 'secondary', () =>
						interactions.send('run-on-user', { command: command.name, botId, targetId: id }, command.name),
					),
				),
			),
		],
		{
			words: 'Save',
			act: async () =>
				ask('PATCH', at, { ...(nick.value !== name && { nick: nick.value || null }), roles: await list.value() }),
		},
	);
	closeAfterDeeds(dialog);
}

/** What else one can do with a message: commands for messages, reactions, and its end. */
export async function openMessage(watch: Watch, interactions: Interactions, message: APIMessage): Promise<void> {
	const { view } = watch;
	if (!view) return;
	const at = `/guilds/${view.guild.id}/channels/${message.channel_id}/messages/${message.id}`;
	const place = { message: { channelId: message.channel_id, id: message.id } };
	const mine = new Set((message.reactions ?? []).flatMap(({ me, emoji }) => (me ? [emoji.name] : [])));
	const dialog = openDialog('Message', [
		element('p', { class: 'faint' }, message.id),
		element(
			'div',
			{ class: 'buttons' },
			...(await commandsOf(watch, MESSAGE)).map(({ command, botId }) =>
				deed(command.name, 'secondary', () =>
					interactions.send('run-on-message', { command: command.name, botId, ...place }, command.name),
				),
			),
			...EMOJIS.map((emoji) =>
				deed(emoji, 'secondary', () =>
					ask(mine.has(emoji) ? 'DELETE' : 'PUT', `${at}/reactions/${encodeURIComponent(emoji)}/${view.actor.id}`),
				),
			),
			deed('Delete', 'danger', () => ask('DELETE', at)),
		),
	]);
	closeAfterDeeds(dialog);
}

async function commandsOf(watch: Watch, type: number): Promise<BotCommand[]> {
	const query = new URLSearchParams({ guildId: watch.view?.guild.id ?? 'first', userId: watch.userId });
	const all = await ask<BotCommand[]>('GET', `/page/commands?${query}`).catch(() => []);
	return all.filter(({ command }) => command.type === type);
}

/** A button that does something and then closes its window. If something is wrong, the window stays and shows it. */
function deed(words: string, kind: string, act: () => Promise<unknown>): HTMLElement {
	const button = element('button', { type: 'button', class: `button ${kind} deed` }, words);
	button.addEventListener('click', () => {
		act()
			.then(() => button.dispatchEvent(new CustomEvent('done', { bubbles: true })))
			.catch((error: Error) => {
				const alert = button.closest('form')?.querySelector('[role=alert]');
				if (alert) alert.textContent = error.message;
			});
	});
	return button;
}

function closeAfterDeeds(dialog: HTMLDialogElement): void {
	dialog.addEventListener('done', () => dialog.close());
}
