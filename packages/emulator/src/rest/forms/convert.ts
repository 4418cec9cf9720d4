import * as z from '../../bundled/zod.js';
import { readJson } from '../../json/index.js';
import { overwriteType, permissions, snowflake } from './rules.js';

/** A field of a form as it comes over the wire, once or several times. */
export type TextField = string | readonly string[];

/**
 * Gives values the types of their form, as Discord does: an id that is an integer becomes the text of its digits, and a
 * text that reads as a number or a boolean becomes that. Libraries rely on it: discord.py sends `"true"` in JSON. A value
 * that does not fit stays as it is, and the check refuses it.
 */
export function convert(form: z.ZodType, given: unknown): unknown {
	if (form instanceof z.ZodOptional || form instanceof z.ZodNullable) return convert(inner(form), given);
	if (form === snowflake || form === permissions) return Number.isSafeInteger(given) ? String(given) : given;
	if (form === overwriteType && overwriteWords.has(given)) return overwriteWords.get(given);
	if (isScalar(form)) return scalarOf(form, given);
	if (form instanceof z.ZodArray && Array.isArray(given)) return given.map((each) => convert(element(form), each));
	if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
	const fields = fieldsOf(form, given);
	return fields
		? mapFields(given as Record<string, unknown>, (name, value) =>
				Object.hasOwn(fields, name) ? convert(field(fields, name), value) : value,
			)
		: given;
}

/** Gives the fields of a form their types. All fields are text; lists and objects are JSON. */
export function convertText(form: z.ZodType | undefined, given: Readonly<Record<string, TextField>>): object {
	const fields = form instanceof z.ZodObject ? form.shape : {};
	return mapFields<TextField>(given, (name, value) =>
		Object.hasOwn(fields, name) ? fromText(field(fields, name), value) : value,
	);
}

function fromText(form: z.ZodType, given: TextField): unknown {
	if (form instanceof z.ZodOptional) return fromText(inner(form), given);
	if (form instanceof z.ZodNullable) {
		// A form has no null. An empty text stands for it if the field allows no empty text.
		const isNull = given === '' && !inner(form).safeParse('').success;
		return isNull ? null : fromText(inner(form), given);
	}
	if (form instanceof z.ZodArray) return listFrom(form, given);
	if (typeof given !== 'string') return given;
	if (isScalar(form)) return scalarOf(form, given);
	return form instanceof z.ZodObject ? convert(form, jsonOr(given)) : given;
}

type Scalar = z.ZodNumber | z.ZodBoolean | z.ZodLiteral;

const isScalar = (form: z.ZodType): form is Scalar =>
	form instanceof z.ZodNumber || form instanceof z.ZodBoolean || form instanceof z.ZodLiteral;

/** A number from its digits, a boolean from its word or from 1 and 0. */
function scalarOf(form: Scalar, given: unknown): unknown {
	if (form instanceof z.ZodLiteral) return numberIn(form, given);
	if (form instanceof z.ZodBoolean)
		return typeof given === 'string' || typeof given === 'number'
			? (booleans.get(String(given).toLowerCase()) ?? given)
			: given;
	return typeof given === 'string' && /^-?\d+(?:\.\d+)?$/.test(given) ? Number(given) : given;
}

/** One of the numbers of a form from its digits. */
function numberIn(form: z.ZodLiteral, given: unknown): unknown {
	const number = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given;
	return form.values.has(number as never) ? number : given;
}

const overwriteWords: ReadonlyMap<unknown, number> = new Map([
	['role', 0],
	['member', 1],
]);

const booleans: ReadonlyMap<string, boolean> = new Map([
	...(['true', '1'] as const).map((text) => [text, true] as const),
	...(['false', '0'] as const).map((text) => [text, false] as const),
]);

/** A list is JSON, or a field that appears several times. */
function listFrom(form: z.ZodArray, given: TextField): unknown {
	const json = typeof given === 'string' ? jsonOr(given) : undefined;
	if (Array.isArray(json) || json === null) return convert(form, json);
	return [given].flat().map((each) => fromText(element(form), each));
}

function jsonOr(text: string): unknown {
	try {
		return readJson(text);
	} catch {
		return text;
	}
}

/** The known fields of an object. If there are several kinds, the fields of the kind that the object names. */
function fieldsOf(form: z.ZodType, given: object): Readonly<Record<string, unknown>> | undefined {
	if (form instanceof z.ZodObject) return form.shape;
	if (!(form instanceof z.ZodDiscriminatedUnion)) return undefined;
	const { discriminator } = form.def;
	const kind: unknown = Reflect.get(given, discriminator);
	const objects = (form.options as unknown[]).filter((option) => option instanceof z.ZodObject);
	return objects
		.map(({ shape }) => shape)
		.find(({ [discriminator]: tag }) => tag instanceof z.ZodLiteral && tag.values.has(numberIn(tag, kind) as never));
}

// Zod's types allow types of its core here. No form of the emulator uses them.
const inner = (form: z.ZodOptional | z.ZodNullable) => form.unwrap() as z.ZodType;
const element = (form: z.ZodArray) => form.element as z.ZodType;
const field = (fields: Readonly<Record<string, unknown>>, name: string) => fields[name] as z.ZodType;

/** An object with mapped values. A field of any name stays its own field. */
function mapFields<Value>(
	fields: Readonly<Record<string, Value>>,
	change: (name: string, value: Value) => unknown,
): object {
	return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(name, value)]));
}
