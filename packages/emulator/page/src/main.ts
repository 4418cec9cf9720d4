import type { PageStatus } from '../../src/control/page/PageData.js';
import { channelsPart } from './channels.js';
import { chatPart } from './chat.js';
import { clockPart } from './clock.js';
import { Composer } from './composer.js';
import { openDialog, openMenu, openModal } from './dialogs.js';
import { element, find, setAttribute, setText } from './elements.js';
import { FaultsPart } from './faults.js';
import { newId } from './fields.js';
import { Interactions } from './Interactions.js';
import { Members } from './members.js';
import { openMember, openMessage } from './more.js';
import { listen, setToken } from './server.js';
import { tabsPart } from './tabs.js';
import { TrafficPart } from './traffic.js';
import { Watch } from './Watch.js';

tabsPart();
const watch = new Watch();
const placeOf = ({ channel_id, id }: { readonly channel_id: string; readonly id: string }) => ({
	channelId: channel_id,
	id,
});
chatPart(watch, {
	click: (message, { custom_id = '', label }) =>
		void interactions.try(
			'click',
			{ message: placeOf(message), button: custom_id },
			`the button "${label ?? custom_id}"`,
		),
	select: (message, menu) =>
		openMenu(watch, menu, (picks) =>
			interactions.send(
				'select',
				{ message: placeOf(message), menu: menu.custom_id, picks },
				`the menu "${menu.placeholder ?? menu.custom_id}"`,
			),
		),
	open: (message) => void openMessage(watch, interactions, message),
});
const interactions = new Interactions(watch, (state) => openModal(watch, interactions, state));
const complain = (error: unknown) => interactions.complain(error);
new Composer(watch, interactions);
channelsPart(watch, complain);
new Members(watch, (member) => void openMember(watch, interactions, member), complain);
new TrafficPart(watch, complain);
new FaultsPart(watch);
clockPart(watch);

const [bots, link] = [find('bots'), find('link')];
watch.onNews(({ status }) => void (status && showBots(status)));

function showBots({ bots: all, restUrl }: PageStatus): void {
	const shown = all.slice(0, 5).map(({ name, ready, sessions }) => {
		const state = ready > 0 ? 'ready' : sessions > 0 ? 'away' : 'none';
		const words = ready > 0 ? 'is connected' : sessions > 0 ? 'is connecting' : 'is not connected';
		return element(
			'span',
			{ class: 'badge', 'data-status': state },
			`${name} ${words}${sessions > 1 ? `, ${ready} of ${sessions} sessions` : ''}`,
		);
	});
	const more = all.length > shown.length ? [element('span', {}, `and ${all.length - shown.length} more`)] : [];
	const now = JSON.stringify([all, restUrl]);
	if (bots.dataset.shown !== now) bots.replaceChildren(...shown, ...more, element('span', { class: 'faint' }, restUrl));
	bots.dataset.shown = now;
}

const WORDS = {
	live: 'live',
	lost: 'The emulator does not answer. Trying again…',
	refused: 'The token is missing or wrong.',
};
let isAsking = false;

void listen(
	(news) => watch.hear(news),
	(state) => {
		setText(link, WORDS[state]);
		setAttribute(link, 'data-status', state);
		document.body.classList.toggle('lost', state === 'lost');
		if (state === 'refused' && !isAsking) askForToken();
	},
);

/** The token is in the address that the command printed. It is asked for once at a time. */
function askForToken(): void {
	isAsking = true;
	const box = element('input', { type: 'text', id: newId(), autocomplete: 'off', spellcheck: 'false' });
	const label = element('label', { for: box.id }, 'The address that the emulator has printed, or its token');
	const dialog = openDialog('This page needs the token', [element('div', { class: 'labelled' }, label, box)], {
		words: 'Use it',
		act: async () => setToken(box.value),
	});
	dialog.addEventListener('close', () => {
		isAsking = false;
	});
}
