import type { ChannelLine, GuildView } from '../../src/control/page/PageData.js';
import { element, find } from './elements.js';
import { ask } from './server.js';
import type { Watch } from './Watch.js';

const Type = { Text: 0, Direct: 1, Voice: 2, Category: 4, News: 5, Stage: 13, Forum: 15 } as const;
const SIGNS: Readonly<Record<number, string>> = { 0: '#', 1: '@', 2: '♪', 5: '!', 13: '♪', 15: '≡' };
const THREADS = new Set([10, 11, 12]);
const VOICE = new Set<number>([Type.Voice, Type.Stage]);

/** The guilds, and the channels of one of them as the member sees them. */
export function channelsPart(watch: Watch, complain: (error: unknown) => void): void {
	const guilds = element('select', { 'aria-label': 'Guild' });
	const list = element('ul', { class: 'channels' });
	find('channels').append(guilds, list);
	guilds.addEventListener('change', () => watch.look({ guildId: guilds.value }));
	let text = '';
	const showGuilds = (view: GuildView) => {
		const known = watch.status?.guilds ?? [];
		const all = known.some(({ id }) => id === view.guild.id) ? known : [view.guild, ...known];
		const now = JSON.stringify(all.map(({ id, name, available }) => [id, name, available]));
		if (now !== text)
			guilds.replaceChildren(
				...all.map(({ id, name, available }) =>
					element('option', { value: id }, available ? name : `${name} (unavailable)`),
				),
			);
		text = now;
		guilds.value = view.guild.id;
	};
	watch.onNews(() => void (watch.view && showGuilds(watch.view)));
	watch.onView((view) => {
		showGuilds(view);
		const focused = document.activeElement?.getAttribute('data-key');
		list.replaceChildren(...inOrder(view.channels).map((channel) => row(channel, view, watch, complain)));
		const key = focused ? `[data-key="${CSS.escape(focused)}"]` : undefined;
		if (key) list.querySelector<HTMLElement>(key)?.focus();
	});
}

/** The channels without a category first, then each category with its channels, and each channel with its threads. */
function inOrder(channels: readonly ChannelLine[]): ChannelLine[] {
	const known = new Set(channels.map(({ id }) => id));
	const below = (id: string | null): ChannelLine[] =>
		channels
			.filter(({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null) === id)
			.sort((a, b) => Number(a.type === Type.Category) - Number(b.type === Type.Category))
			.flatMap((channel) => [channel, ...below(channel.id)]);
	return below(null);
}

function row(channel: ChannelLine, view: GuildView, watch: Watch, complain: (error: unknown) => void): HTMLElement {
	const { id, name, type } = channel;
	if (type === Type.Category) return element('li', { class: 'category faint' }, name);
	const isThread = THREADS.has(type);
	const sign = element('span', { class: 'sign', 'aria-hidden': 'true' }, isThread ? '↳' : (SIGNS[type] ?? '#'));
	const button = element(
		'button',
		{ type: 'button', class: 'channel', 'data-key': id },
		sign,
		element('span', {}, name),
	);
	if (type === Type.Direct) button.setAttribute('aria-label', `Direct messages with ${name}`);
	button.setAttribute('aria-current', String(id === view.channelId));
	button.addEventListener('click', () => watch.look({ channelId: id }));
	const line = element('li', { class: isThread ? 'thread' : '' }, button);
	if (VOICE.has(type)) line.append(voice(channel, view, complain));
	return line;
}

/** The members in a voice channel, and a button to join them. */
function voice(
	{ id, name, voice: states }: ChannelLine,
	view: GuildView,
	complain: (error: unknown) => void,
): HTMLElement {
	const isIn = states.some((state) => state.id === view.actor.id);
	const people = states.slice(0, 20).map((state) => {
		const signs = `${state.isMuted ? ' (mute)' : ''}${state.isDeaf ? ' (deaf)' : ''}`;
		return element('li', {}, `${view.people[state.id]?.name ?? state.id}${signs}`);
	});
	if (states.length > people.length) people.push(element('li', {}, `and ${states.length - people.length} more`));
	const words = isIn ? 'Leave' : 'Join';
	const button = element(
		'button',
		{ type: 'button', class: 'quiet', 'data-key': `voice-${id}`, 'aria-label': `${words} ${name}` },
		words,
	);
	button.addEventListener('click', () => {
		const body = { guildId: view.guild.id, ...(!isIn && { voiceChannelId: id }) };
		ask('POST', `/actors/${view.actor.id}/${isIn ? 'leave-voice' : 'join-voice'}`, body).catch(complain);
	});
	return element('ul', { class: 'voice' }, ...people, element('li', {}, button));
}
