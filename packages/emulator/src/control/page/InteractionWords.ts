import { type APIInteraction, ApplicationCommandType, ComponentType, InteractionType } from 'discord-api-types/v10';
import type { World } from '../../world/index.js';

const MOST_KEPT = 10_000;

/** What users did to bots, in words: messages name an interaction by its id only. */
export class InteractionWords {
	readonly #words = new Map<string, string>();
	/** Hears no more. */
	readonly close: () => void;

	constructor(world: Pick<World, 'onChange'>) {
		this.close = world.onChange((change) => {
			if (change.type === 'interactionCreate') this.#keep(change.interaction);
		});
	}

	/** For example `used /report`. */
	of(interactionId: string): string | undefined {
		return this.#words.get(interactionId);
	}

	#keep(interaction: APIInteraction): void {
		const words = describe(interaction);
		if (words === undefined) return;
		this.#words.set(interaction.id, words);
		const [oldest = ''] = this.#words.keys();
		if (this.#words.size > MOST_KEPT) this.#words.delete(oldest);
	}
}

function describe(interaction: APIInteraction): string | undefined {
	switch (interaction.type) {
		case InteractionType.ApplicationCommand: {
			const { name, type } = interaction.data;
			return type === ApplicationCommandType.ChatInput ? `used /${name}` : `used ${name}`;
		}
		case InteractionType.MessageComponent:
			return interaction.data.component_type === ComponentType.Button ? 'pressed a button' : 'picked from a menu';
		case InteractionType.ModalSubmit:
			return 'sent a form';
		default:
			return undefined;
	}
}
