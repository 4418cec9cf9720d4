import { ComponentType } from 'discord-api-types/v10';
import { ActorError, list } from '../errors/index.js';
import type { ResolvedData } from '../resolved/index.js';
import type { UsableComponent } from './findComponent.js';

/** A pick from a menu: a value or label of it. For users, roles and channels it is an id, or an object with an id. */
export type Picked = string | { readonly id: string };

/**
 * The values that a select menu sends.
 *
 * @throws ActorError if a pick is not on the menu, or if there are too few or too many
 */
export function pickValues(
	menu: UsableComponent,
	picks: readonly Picked[],
	resolved: ResolvedData,
	userId: string,
): string[] {
	const { min_values = 1, max_values = 1, required = true } = menu;
	const isLeftOut = picks.length === 0 && !required;
	if (!isLeftOut && (picks.length < min_values || picks.length > max_values))
		throw new ActorError(
			`The select menu "${menu.custom_id}" takes ${min_values} to ${max_values} values; ${picks.length} were picked.`,
		);
	return picks.map((pick) => pickOne(menu, typeof pick === 'string' ? pick : pick.id, resolved, userId));
}

function pickOne(menu: UsableComponent, pick: string, resolved: ResolvedData, userId: string): string {
	switch (menu.type) {
		case ComponentType.UserSelect:
			resolved.user(pick);
			return pick;
		case ComponentType.RoleSelect:
			resolved.role(pick);
			return pick;
		case ComponentType.MentionableSelect:
			resolved.mentionable(pick);
			return pick;
		case ComponentType.ChannelSelect:
			resolved.channel(pick, menu.channel_types, userId);
			return pick;
		default:
			return pickOption(menu, pick);
	}
}

function pickOption({ custom_id, options = [] }: UsableComponent, pick: string): string {
	const option = options.find(({ value }) => value === pick) ?? options.find(({ label }) => label === pick);
	if (option) return option.value;
	throw new ActorError(
		`The select menu "${custom_id}" has no "${pick}"; it has ${list(options.map(({ value }) => value))}.`,
	);
}
