import { ComponentType as Kind } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { interactiveForm } from './interactiveForm.js';
import { asIssue, int, lengthOf, list, maxList, refusal } from './rules.js';

const optionalId = int(0, 2 ** 31 - 1).nullish();

/** A row of up to five buttons, or of one menu, which is as wide as five buttons. */
const actionRow = z
	.looseObject({ type: z.literal(Kind.ActionRow), id: optionalId, components: list(interactiveForm, 1, 5) })
	.superRefine(({ components }, context) => {
		const hasMenu = components.some(({ type }) => type !== Kind.Button);
		for (let index = 1; hasMenu && index < components.length; index++)
			context.addIssue({
				...{ code: 'custom', path: ['components', index] },
				...asIssue(refusal('COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width')),
			});
	});

/** Five rows. */
export const componentsForm = maxList(z.discriminatedUnion('type', [actionRow]), 5).superRefine(refuseRepeatedIds);

/** Any component inside another one, at any depth. */
const part = z.looseObject({
	type: z.int(),
	id: optionalId,
	get components() {
		return z.array(part).optional();
	},
	get accessory() {
		return part.optional();
	},
});
const inside = { components: z.array(part).optional(), accessory: part.optional() };

/** The top-level components of a message of the second version. */
export const anyComponent = z.discriminatedUnion('type', [
	actionRow,
	...[Kind.Section, Kind.TextDisplay, Kind.MediaGallery, Kind.File, Kind.Separator, Kind.Container].map((type) =>
		z.looseObject({ type: z.literal(type), id: optionalId, ...inside }),
	),
]);

/** Up to forty components of the second version at any depth, which show up to 4000 characters together. */
export const layoutForm = z
	.array(anyComponent)
	.superRefine(refuseRepeatedIds)
	.superRefine((components, context) => {
		const all = [...flatten(components)].map(([component]) => component);
		const shown = all.reduce(
			(sum, { type, content }) =>
				sum + (type === Kind.TextDisplay && typeof content === 'string' ? lengthOf(content) : 0),
			0,
		);
		const refuse = (code: string, message: string) =>
			context.addIssue({ code: 'custom', ...asIssue(refusal(code, message)) });
		if (all.length > 40)
			refuse('COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', 'The total number of components exceeds the maximum of 40');
		if (shown > 4000)
			refuse(
				'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
				'The total displayable text size exceeds the maximum size of 4000',
			);
	});

interface AnyComponent {
	readonly type?: unknown;
	readonly content?: unknown;
	readonly custom_id?: unknown;
	readonly components?: unknown;
	readonly component?: unknown;
	readonly accessory?: unknown;
}

/** Every component at any depth with its path. Values that are not components are left to the forms. */
function* flatten(
	components: readonly unknown[],
	at: readonly (string | number)[] = [],
): Generator<[AnyComponent, (string | number)[]]> {
	for (const [index, component] of components.entries()) {
		if (!isComponent(component)) continue;
		const path = [...at, index];
		yield [component, path];
		if (Array.isArray(component.components)) yield* flatten(component.components, [...path, 'components']);
		for (const name of ['component', 'accessory'] as const) {
			const inner = component[name];
			if (isComponent(inner)) yield [inner, [...path, name]];
		}
	}
}

const isComponent = (value: unknown): value is AnyComponent => typeof value === 'object' && value !== null;

/** Refuses two components of a message or modal with the same custom id, even if one is disabled. */
export function refuseRepeatedIds(components: readonly AnyComponent[], context: z.RefinementCtx): void {
	const seen = new Set<unknown>();
	for (const [{ custom_id }, path] of flatten(components)) {
		if (typeof custom_id !== 'string') continue;
		if (seen.has(custom_id))
			context.addIssue({
				...{ code: 'custom', path: [...path, 'custom_id'] },
				...asIssue(refusal('COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated')),
			});
		seen.add(custom_id);
	}
}
