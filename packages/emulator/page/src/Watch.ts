import type { GuildView, PageNews, PageStatus } from '../../src/control/page/PageData.js';
import { ask, Refused } from './server.js';

/** A busy world changes all the time, and nobody reads faster. */
const EVERY_MS = 250;

/** What is looked at, and by which member. */
export interface Looked {
	readonly guildId: string;
	readonly channelId: string | undefined;
	readonly userId: string;
}

/** The first guild, as its owner sees it. */
const START: Looked = { guildId: 'first', channelId: undefined, userId: 'owner' };

/** Keeps what is looked at up to date, and tells the parts of the page. */
export class Watch {
	#looked = START;
	#view: GuildView | undefined;
	#status: PageStatus | undefined;
	#text = '';
	#isAsking = false;
	#isOld = false;
	readonly #onView = new Set<(view: GuildView) => void>();
	readonly #onNews = new Set<(news: PageNews) => void>();
	readonly #onReset = new Set<() => void>();

	constructor() {
		document.addEventListener('visibilitychange', () => this.refresh());
	}

	/** The last view. */
	get view(): GuildView | undefined {
		return this.#view;
	}

	get status(): PageStatus | undefined {
		return this.#status;
	}

	/** The member who acts, and where: for the body of an action. */
	get place(): { readonly guildId: string; readonly channelId?: string } {
		const { guild, channelId, channels } = this.#view ?? {};
		const isDirect = channels?.find(({ id }) => id === channelId)?.type === 1;
		return { guildId: guild?.id ?? '', ...(channelId && !isDirect && { channelId }) };
	}

	get userId(): string {
		return this.#view?.actor.id ?? this.#looked.userId;
	}

	onView(listener: (view: GuildView) => void): void {
		this.#onView.add(listener);
	}

	onNews(listener: (news: PageNews) => void): void {
		this.#onNews.add(listener);
	}

	/** Calls the listener when everything begins again. */
	onReset(listener: () => void): void {
		this.#onReset.add(listener);
	}

	/** Looks at something else. Another guild is looked at by its owner, who is a member for sure. */
	look(at: Partial<Looked>): void {
		const isOther = at.guildId !== undefined && at.guildId !== this.#view?.guild.id;
		this.#looked = { ...this.#looked, ...(isOther && { channelId: undefined, userId: 'owner' }), ...at };
		this.refresh();
	}

	hear(news: PageNews): void {
		if (news.status) {
			const isNew = this.#status !== undefined && this.#status.epoch !== news.status.epoch;
			this.#status = news.status;
			if (isNew) this.#beginAgain();
		}
		for (const listener of this.#onNews) listener(news);
		this.refresh();
	}

	/** Reads what is looked at again: soon, and never twice at once. */
	refresh(): void {
		this.#isOld = true;
		if (!this.#isAsking && !document.hidden) void this.#ask();
	}

	#beginAgain(): void {
		this.#looked = START;
		for (const listener of this.#onReset) listener();
	}

	async #ask(): Promise<void> {
		this.#isAsking = true;
		while (this.#isOld && !document.hidden) {
			this.#isOld = false;
			const looked = this.#looked;
			const query = new URLSearchParams(Object.entries(looked).filter((pair): pair is [string, string] => !!pair[1]));
			const view = await ask<GuildView>('GET', `/page/view?${query}`).catch((error: unknown) => this.#lose(error));
			if (looked === this.#looked && view) this.#show(view);
			await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
		}
		this.#isAsking = false;
	}

	/** A guild of another world is gone without a word. */
	#lose(error: unknown): void {
		if (!(error instanceof Refused) || error.status !== 404 || this.#looked.guildId === START.guildId) return;
		this.#looked = START;
		this.#isOld = true;
	}

	#show(view: GuildView): void {
		const text = JSON.stringify(view);
		if (text === this.#text) return;
		this.#text = text;
		this.#view = view;
		this.#looked = { guildId: view.guild.id, channelId: view.channelId, userId: view.actor.id };
		for (const listener of this.#onView) listener(view);
	}
}
