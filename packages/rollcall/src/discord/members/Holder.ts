import type { GuildMember, User } from 'discord.js';
import { Existing } from './lazily.js';
import { type MemberPage, NO_PAGE } from './MemberPage.js';

/** Makes an object that discord.js made hold its page, so that the page lives as long as the object. */
export class Holder extends Existing {
	#page: MemberPage;

	constructor(object: object, page: MemberPage) {
		super(object);
		this.#page = page;
	}

	/** discord.js has told the object something. A clone holds no page. */
	static tell(this: void, object: object): void {
		if (#page in object) object.#page.source?.home?.onTold?.(object as unknown as GuildMember | User);
	}

	/** Lets go of the page. */
	static leave(this: void, object: object): void {
		if (#page in object) object.#page = NO_PAGE;
	}
}
