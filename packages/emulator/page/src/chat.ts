import type { APIMessage } from 'discord-api-types/v10';
import type { GuildView } from '../../src/control/page/PageData.js';
import { element, find, Rows, setText } from './elements.js';
import { FileViews } from './FileViews.js';
import { type MessageUse, showMessage } from './showMessage.js';
import type { Watch } from './Watch.js';

const NEAR_END = 80;
const DIRECT = 1;

/** The messages of a channel, the newest at the end. */
export function chatPart(watch: Watch, use: Omit<MessageUse, 'showFile'>): void {
	const topic = element('p', { class: 'faint topic' });
	const list = element('div', { class: 'messages', role: 'log', tabindex: '0', 'aria-labelledby': 'chat-title' });
	const nothing = element('p', { class: 'faint nothing' }, 'Nobody has written here yet.');
	const files = new FileViews(watch);
	const showFile: MessageUse['showFile'] = (...file) => files.show(...file);
	let now: GuildView | undefined;
	const rows = new Rows<APIMessage>(
		list,
		({ id }) => id,
		() => row(() => now, { ...use, showFile }),
	);
	find('chat').append(topic, nothing, list);
	let channelId = '';
	let isAtEnd = true;
	const toEnd = () => {
		list.scrollTop = list.scrollHeight;
	};
	list.addEventListener('scroll', () => {
		isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
	});
	// A note or a form below takes room, and a picture is loaded later.
	new ResizeObserver(() => void (isAtEnd && toEnd())).observe(list);
	list.addEventListener('load', () => void (isAtEnd && toEnd()), { capture: true });
	watch.onView((view) => {
		now = view;
		const isOther = view.channelId !== channelId;
		channelId = view.channelId;
		const channel = view.channels.find(({ id }) => id === channelId);
		setText(find('chat-title'), channel ? `${channel.type === DIRECT ? '@' : '#'}${channel.name}` : 'No channel');
		setText(topic, channel?.topic ?? '');
		topic.hidden = topic.textContent === '';
		nothing.hidden = view.messages.length > 0;
		rows.show(view.messages);
		if (isOther || isAtEnd) toEnd();
	});
}

/** A message is shown again only if it has changed, and the focus stays on the button that has it. */
function row(view: () => GuildView | undefined, use: MessageUse) {
	const root = element('article', { class: 'message' });
	let shown = '';
	return {
		root,
		update(message: APIMessage) {
			const now = view();
			if (!now) return;
			const text = JSON.stringify([message, now.people, now.roles, now.actor.id]);
			if (text === shown) return;
			shown = text;
			root.setAttribute('data-id', message.id);
			root.classList.toggle('ephemeral', ((message.flags ?? 0) & (1 << 6)) !== 0);
			const focused = root.contains(document.activeElement) ? document.activeElement?.getAttribute('data-id') : null;
			root.replaceChildren(...showMessage(message, now, use));
			if (focused) root.querySelector<HTMLElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
		},
	};
}
