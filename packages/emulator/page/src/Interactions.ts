import type { InteractionState } from '../../src/control/page/PageData.js';
import { element, find } from './elements.js';
import { ask, Refused } from './server.js';
import type { Watch } from './Watch.js';

/** Frozen or late: a bot is not waited for longer than Discord takes its answers. */
const LONGEST_MS = 15 * 60_000;
const MOST_NOTES = 5;
/** A wait this short needs no words. */
const PATIENT_MS = 400;

/** An interaction that is not answered yet. */
interface Open {
	readonly id: string;
	readonly words: string;
	readonly sentAt: number;
	refusals: number;
	note?: HTMLElement;
}

/** What the page does in the name of a member, and what comes of it. */
export class Interactions {
	readonly #open = new Map<string, Open>();
	readonly #notes = element('div', { class: 'notes', role: 'status' });
	#isLooking = false;

	/** @param onModal - called when a bot answers with a form */
	constructor(
		private readonly watch: Watch,
		private readonly onModal: (state: InteractionState) => void,
	) {
		find('chat').append(this.#notes);
		watch.onNews(() => void this.#look());
		watch.onReset(() => this.#forget());
		// A bot that says nothing makes no news.
		setInterval(() => void this.#look(), 1_000);
	}

	/**
	 * Lets the member do something to a bot.
	 *
	 * @param words - What they do, for example `/report`.
	 * @throws Refused if Discord's client would not let them
	 */
	async send(action: string, body: object, words: string): Promise<void> {
		const { userId, place } = this.watch;
		const { id } = await ask<{ id: string }>('POST', `/actors/${userId}/${action}`, { ...place, ...body });
		this.#open.set(id, { id, words, sentAt: Date.now(), refusals: 0 });
		void this.#look();
	}

	/** As `send`, and shows what was wrong. */
	async try(action: string, body: object, words: string): Promise<boolean> {
		try {
			await this.send(action, body, words);
			return true;
		} catch (error) {
			this.complain(error);
			return false;
		}
	}

	/** Shows what was wrong. */
	complain(error: unknown): void {
		this.#say(error instanceof Refused ? error.message : `The emulator does not answer: ${String(error)}`, 'bad');
	}

	#say(words: string, kind: 'bad' | 'faint'): HTMLElement {
		const close = element('button', { type: 'button', class: 'quiet', 'aria-label': 'Close this note' }, '×');
		const note = element('p', { class: `note ${kind}` }, element('span', {}, words), close);
		close.addEventListener('click', () => note.remove());
		this.#notes.append(note);
		while (this.#notes.children.length > MOST_NOTES) this.#notes.firstElementChild?.remove();
		return note;
	}

	#forget(): void {
		this.#open.clear();
		this.#notes.replaceChildren();
	}

	async #look(): Promise<void> {
		if (this.#isLooking || this.#open.size === 0) return;
		this.#isLooking = true;
		for (const open of [...this.#open.values()]) {
			const state = await ask<InteractionState>('GET', `/page/interactions/${open.id}`).catch(() => undefined);
			if (state) this.#follow(open, state);
			else this.#end(open);
		}
		this.#isLooking = false;
	}

	#follow(open: Open, state: InteractionState): void {
		for (const refusal of state.refusals.slice(open.refusals))
			this.#say(`The answer of the bot to ${open.words} was refused: ${refusal}`, 'bad');
		open.refusals = state.refusals.length;
		if (state.isLate) this.#say(`The bot did not answer ${open.words} within 3 seconds.`, 'bad');
		const waitedMs = Date.now() - open.sentAt;
		if (state.isAcknowledged || state.isLate || waitedMs > LONGEST_MS) {
			this.#end(open);
			if (state.modal) this.onModal(state);
		} else if (waitedMs > PATIENT_MS) open.note ??= this.#say(`Waiting for an answer to ${open.words}…`, 'faint');
	}

	#end(open: Open): void {
		this.#open.delete(open.id);
		open.note?.remove();
	}
}
