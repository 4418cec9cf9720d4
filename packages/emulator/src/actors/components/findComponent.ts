import { type APIMessage, ComponentType } from 'discord-api-types/v10';
import { ActorError, list } from '../errors/index.js';

/** A component that can be used, with the fields that any of them may have. */
export interface UsableComponent {
	readonly type: ComponentType;
	readonly id?: number;
	readonly custom_id?: string;
	readonly label?: string;
	readonly placeholder?: string;
	readonly emoji?: { readonly name?: string | null };
	readonly disabled?: boolean;
	readonly url?: string;
	readonly options?: readonly { readonly value: string; readonly label: string }[];
	readonly channel_types?: readonly number[];
	readonly min_values?: number;
	readonly max_values?: number;
	readonly required?: boolean;
}

const selects = new Set([
	ComponentType.StringSelect,
	ComponentType.UserSelect,
	ComponentType.RoleSelect,
	ComponentType.MentionableSelect,
	ComponentType.ChannelSelect,
]);

/**
 * Finds a button by its custom id, its label or its emoji, or a select menu by its custom id or its placeholder.
 *
 * @param name - It can be left out if there is only one.
 * @throws ActorError that says what there is instead, or why it cannot be used
 */
export function findComponent(message: APIMessage, kind: 'button' | 'select menu', name?: string): UsableComponent {
	const usable = flatten(message.components ?? []).filter(({ type }) =>
		kind === 'button' ? type === ComponentType.Button : selects.has(type),
	);
	const found =
		name === undefined && usable.length === 1
			? usable[0]
			: (usable.find(({ custom_id }) => custom_id === name) ?? usable.find((component) => nameOf(component) === name));
	if (!found) {
		const names = usable.map((component) => component.custom_id ?? nameOf(component) ?? '?');
		const wanted = name === undefined ? `does not have just one ${kind}` : `has no ${kind} "${name}"`;
		throw new ActorError(`The message ${message.id} ${wanted}; it has ${list(names)}.`);
	}
	if (found.disabled)
		throw new ActorError(`The ${kind} "${name ?? nameOf(found)}" of the message ${message.id} is disabled.`);
	if (found.custom_id === undefined)
		throw new ActorError(`The ${kind} "${name}" opens ${found.url ?? 'something'}, and no bot hears of a click.`);
	return found;
}

function nameOf({ label, placeholder, emoji }: UsableComponent): string | undefined {
	return label ?? placeholder ?? emoji?.name ?? undefined;
}

/** All components of a message, at any depth: rows, sections and containers hold others. */
function flatten(components: readonly object[]): UsableComponent[] {
	return components.flatMap((component) => {
		const { components: inner = [], accessory } = component as { components?: object[]; accessory?: object };
		return [component as UsableComponent, ...flatten(inner), ...flatten(accessory ? [accessory] : [])];
	});
}
