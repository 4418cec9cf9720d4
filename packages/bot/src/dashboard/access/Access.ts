import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** How long a browser stays logged in. */
export const SESSION_S = 12 * 3_600;

/** Knows the token of the dashboard, and gives browsers a cookie for it. Without a token everybody may read. */
export class Access {
	constructor(
		private readonly token: string | undefined,
		private readonly now: () => number,
	) {}

	get needsToken(): boolean {
		return this.token !== undefined;
	}

	/** Takes the same time for every wrong token, whatever its length and beginning. */
	isToken(words: string): boolean {
		return this.token !== undefined && timingSafeEqual(digest(words), digest(this.token));
	}

	/** A value that only the holder of the token can have been given. It holds for twelve hours, also after a restart. */
	createSession(): string {
		const until = this.now() + SESSION_S * 1_000;
		return `${until}.${this.#sign(until)}`;
	}

	isSession(value: string | undefined): boolean {
		const [, until = '', signature = ''] = value?.match(/^([1-9]\d{0,14})\.([\w-]{43})$/) ?? [];
		if (this.token === undefined || until === '') return false;
		return timingSafeEqual(digest(signature), digest(this.#sign(Number(until)))) && Number(until) > this.now();
	}

	#sign(until: number): string {
		return createHmac('sha256', this.token ?? '')
			.update(`dashboard session until ${until}`)
			.digest('base64url');
	}
}

const digest = (words: string) => createHash('sha256').update(words).digest();
