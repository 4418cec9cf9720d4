import type { APIMessage } from 'discord.js';
import type { SentInteraction } from 'rollcall-emulator';

type Reply = Awaited<ReturnType<SentInteraction['waitFor']>>;

const EPHEMERAL = 1 << 6;
const DEFERRED = new Set<unknown>([5, 6]);

/** A command or component that was used, and what the bot answered to it. */
export class CalledCommand {
	constructor(readonly sent: SentInteraction) {}

	/** Everything the bot sent, in order. */
	get replies(): readonly Reply[] {
		return this.sent.replies;
	}

	/** The first message that shows something: an answer, or what stands in the place of a deferred one. */
	async message(accepts: (message: APIMessage) => boolean = () => true): Promise<APIMessage> {
		const { message } = await this.sent.waitFor(
			(reply) => reply.message !== undefined && !isDeferral(reply) && accepts(reply.message),
		);
		return message as APIMessage;
	}

	/** The text of {@link message}. */
	async text(accepts?: (message: APIMessage) => boolean): Promise<string> {
		return (await this.message(accepts)).content;
	}

	/** Whether only the user sees this message. */
	static isEphemeral(message: APIMessage): boolean {
		return (Number(message.flags ?? 0) & EPHEMERAL) !== 0;
	}
}

function isDeferral({ kind, body }: Reply): boolean {
	return kind === 'callback' && DEFERRED.has(body.type);
}
