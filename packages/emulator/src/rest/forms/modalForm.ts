import { ComponentType as Kind } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { refuseRepeatedIds } from './componentForm.js';
import { selectForm } from './interactiveForm.js';
import { int, list, maxText, text } from './rules.js';

const textInput = {
	type: z.literal(Kind.TextInput),
	custom_id: text(1, 100),
	style: int(1, 2),
	min_length: int(0, 4000).nullish(),
	max_length: int(1, 4000).nullish(),
	required: z.boolean().nullish(),
	value: maxText(4000).nullish(),
	placeholder: maxText(100).nullish(),
};

/** A text input in a row has its own label. Inside a label it has none. */
const row = z.looseObject({
	type: z.literal(Kind.ActionRow),
	components: list(z.discriminatedUnion('type', [z.looseObject({ ...textInput, label: text(1, 45) })]), 1, 1),
});

const label = z.looseObject({
	type: z.literal(Kind.Label),
	label: text(1, 45),
	description: maxText(100).nullish(),
	component: z.discriminatedUnion('type', [z.looseObject(textInput), ...selectForm.options]),
});

const textDisplay = z.looseObject({ type: z.literal(Kind.TextDisplay), content: text(1, 4000) });

/** A form with up to five fields. */
export const modalForm = z.looseObject({
	custom_id: text(1, 100),
	title: text(1, 45),
	components: list(z.discriminatedUnion('type', [row, label, textDisplay]), 1, 5).superRefine(refuseRepeatedIds),
});

/** The choices that a bot proposes while a user types. */
export const choicesForm = z.looseObject({
	choices: list(z.looseObject({ name: text(1, 100), value: z.union([text(0, 100), z.number()]) }), 0, 25),
});
