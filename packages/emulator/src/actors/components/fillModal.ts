import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord-api-types/v10';
import { ActorError, list } from '../errors/index.js';
import type { ResolvedData } from '../resolved/index.js';
import type { UsableComponent } from './findComponent.js';
import { type Picked, pickValues } from './pickValues.js';

/** The values of a form by the custom id or the label of their field: a text, or picks from a menu. */
export type FormValues = Readonly<Record<string, string | readonly Picked[] | undefined>>;

interface Field extends UsableComponent {
	readonly custom_id: string;
	readonly min_length?: number;
	readonly max_length?: number;
	readonly value?: string;
	readonly component?: Field;
	readonly components?: readonly Field[];
}

/**
 * Fills in a form as Discord's client sends it; a field without a value keeps the text it came with.
 *
 * @throws ActorError if a field does not exist or is missing, or if a text has the wrong length
 */
export function fillModal(
	modal: APIModalInteractionResponseCallbackData,
	values: FormValues,
	resolved: ResolvedData,
	userId: string,
): object[] {
	const rows = modal.components as unknown as readonly Field[];
	const byId = valuesById(modal, namesOf(rows), values);
	const fill = (field: Field) => ({ id: field.id, ...fillField(field, byId.get(field.custom_id), resolved, userId) });
	return rows.flatMap(({ type, id, components, component }): object[] => {
		const row = { type, id };
		if (components) return [{ ...row, components: components.map(fill) }];
		return component ? [{ ...row, component: fill(component) }] : [];
	});
}

/** The label of each field by its custom id. It stands on the field, or on the component around it. */
function namesOf(rows: readonly Field[]): ReadonlyMap<string, string | undefined> {
	return new Map(
		rows.flatMap(({ label, components, component }) =>
			(components ?? (component ? [component] : [])).map((field) => [field.custom_id, field.label ?? label] as const),
		),
	);
}

function valuesById(
	{ custom_id }: APIModalInteractionResponseCallbackData,
	names: ReadonlyMap<string, string | undefined>,
	values: FormValues,
): ReadonlyMap<string, FormValues[string]> {
	const idOf = (key: string) => (names.has(key) ? key : [...names].find(([, label]) => label === key)?.[0]);
	return new Map(
		Object.entries(values).map(([key, value]) => {
			const id = idOf(key);
			if (id !== undefined) return [id, value];
			const known = [...names].map(([fieldId, label]) => label ?? fieldId);
			throw new ActorError(`The modal "${custom_id}" has no field "${key}"; it has ${list(known)}.`);
		}),
	);
}

function fillField(field: Field, given: FormValues[string], resolved: ResolvedData, userId: string): object {
	const { type, custom_id } = field;
	if (type === ComponentType.TextInput) return { type, custom_id, value: fillText(field, given) };
	if (typeof given === 'string') throw new ActorError(`The field "${custom_id}" is a menu: pass a list of picks.`);
	return { type, custom_id, values: pickValues(field, given ?? [], resolved, userId) };
}

function fillText(
	{ custom_id, value, min_length, max_length, required = true }: Field,
	given: FormValues[string],
): string {
	const text = given ?? value ?? '';
	if (typeof text !== 'string') throw new ActorError(`The field "${custom_id}" takes a text.`);
	const { length } = [...text];
	if (length === 0 && !required) return text;
	if (length === 0) throw new ActorError(`The field "${custom_id}" is required.`);
	const [min, max] = [min_length ?? 0, max_length ?? 4000];
	if (length >= min && length <= max) return text;
	throw new ActorError(`The field "${custom_id}" takes ${min} to ${max} characters; it got ${length}.`);
}
