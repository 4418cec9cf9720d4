import {
	type APIApplicationCommandOptionChoice,
	type APIEmbed,
	type APIInteraction,
	type APIMessage,
	type APIModalInteractionResponseCallbackData,
	InteractionResponseType as Type,
} from 'discord-api-types/v10';
import { isEphemeral, type MessageFile, type Pings, pingsOf } from '../../world/index.js';
import { numberComponents } from '../components/index.js';
import type { InteractionReply } from './InteractionReply.js';

type Kind = 'message' | 'update' | 'modal' | 'choices';

const kinds: Readonly<Record<number, Kind>> = {
	[Type.ChannelMessageWithSource]: 'message',
	[Type.UpdateMessage]: 'update',
	[Type.ApplicationCommandAutocompleteResult]: 'choices',
	[Type.Modal]: 'modal',
};

/** The facts about an interaction that its answers need. */
interface Answered {
	readonly data: APIInteraction;
	readonly deferral: InteractionReply | undefined;
}

/** The answer of a bot as a user sees it: a message as it was at that moment, a form, or choices to pick from. */
export class AnswerTo<Interaction extends Answered> {
	/** A new message, an edit of the clicked message, a modal, or the choices of an autocompletion. */
	readonly kind: Kind;
	/** The time in epoch milliseconds of the emulator's clock. */
	readonly at: number;
	/** Whether the bot deferred the answer first. */
	readonly wasDeferred: boolean;
	/** Whether only the caller sees it. */
	readonly isEphemeral: boolean;
	readonly message: APIMessage | undefined;
	readonly content: string;
	readonly embeds: readonly APIEmbed[];
	readonly components: NonNullable<APIMessage['components']>;
	/** The files of the message, with their bytes. */
	readonly files: readonly MessageFile[];
	/** The form, if the answer is one. */
	readonly modal: APIModalInteractionResponseCallbackData | undefined;
	/** The choices, if the answer has some. */
	readonly choices: readonly APIApplicationCommandOptionChoice[];
	/** The users and roles that it pings. */
	readonly pings: Pings;
	readonly #interaction: Interaction;

	/** @internal {@link SentInteraction} makes it. */
	constructor(interaction: Interaction, reply: InteractionReply, kind: Kind) {
		const { message } = reply;
		const data = (reply.body.data ?? {}) as Record<string, unknown>;
		this.#interaction = interaction;
		this.kind = kind;
		this.at = reply.at;
		this.wasDeferred = interaction.deferral !== undefined;
		this.message = message;
		this.isEphemeral = message !== undefined && isEphemeral(message);
		this.content = message?.content ?? '';
		this.embeds = message?.embeds ?? [];
		this.components = message?.components ?? [];
		this.files = reply.files;
		this.pings = message ? pingsOf(message) : { everyone: false, users: [], roles: [] };
		this.modal = kind === 'modal' ? numbered(data as unknown as APIModalInteractionResponseCallbackData) : undefined;
		this.choices = kind === 'choices' ? (data.choices as APIApplicationCommandOptionChoice[]) : [];
	}

	/** The interaction that the bot answered. */
	get interaction(): Interaction {
		return this.#interaction;
	}
}

function numbered(modal: APIModalInteractionResponseCallbackData): APIModalInteractionResponseCallbackData {
	return { ...modal, components: numberComponents(modal.components) };
}

/** The visible part of a reply; `undefined` for a deferral or a deletion. */
export function answerOf<Interaction extends Answered>(
	interaction: Interaction,
	reply: InteractionReply,
): AnswerTo<Interaction> | undefined {
	if (reply.kind === 'delete') return undefined;
	const kind = reply.kind === 'callback' ? kinds[Number(reply.body.type)] : kindOf(interaction, reply);
	return kind && new AnswerTo(interaction, reply, kind);
}

/** An edit of the clicked message is an update. Everything else after the callback is a message. */
function kindOf({ data }: Answered, { message }: InteractionReply): Kind {
	return message !== undefined && message.id === data.message?.id ? 'update' : 'message';
}
