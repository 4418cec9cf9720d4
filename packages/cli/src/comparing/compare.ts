import { textCell } from 'rollcall-csv';
import { COMPARED, type ComparedField, type ComparedMember, type Side } from './Side.js';

/** One difference between two lists. */
export type Change =
	| { readonly change: 'joined' | 'left'; readonly id: string; readonly username?: string }
	| {
			readonly change: 'changed';
			readonly id: string;
			readonly username?: string;
			readonly fields: Readonly<Partial<Record<ComparedField, readonly [before: string, after: string]>>>;
	  };

/** Who joined, left and changed, in the order of the new list, those who left at the end. */
export function* compare(before: Side, after: Side): Generator<Change> {
	const isCsv = before.isCsv || after.isCsv;
	for (const [id, values] of after.members) {
		const old = before.members.get(id);
		if (!old) yield { change: 'joined', id, ...named(values) };
		else {
			const fields = changesOf(asCompared(old, isCsv && !before.isCsv), asCompared(values, isCsv && !after.isCsv));
			if (Object.keys(fields).length > 0) yield { change: 'changed', id, ...named(values), fields };
		}
	}
	for (const [id, values] of before.members) if (!after.members.has(id)) yield { change: 'left', id, ...named(values) };
}

/** The fields that every member of both sides can be compared by. */
export function comparableFields(before: Side, after: Side): ComparedField[] {
	const [some] = before.members.values();
	const [other] = after.members.values();
	return COMPARED.filter((name) => (!some || name in some) && (!other || name in other));
}

type Values = ComparedMember['values'];

/** A CSV has apostrophes before what could be a formula: texts of the other side get the same ones. */
function asCompared(values: Values, needsApostrophes: boolean): Values {
	if (!needsApostrophes) return values;
	const cells = Object.entries(values).map(([name, text]) => [name, name === 'roles' ? text : textCell(text)]);
	return Object.fromEntries(cells);
}

function changesOf(before: Values, after: Values): Partial<Record<ComparedField, readonly [string, string]>> {
	const changed = COMPARED.filter((name) => {
		const [was, is] = [before[name], after[name]];
		return was !== undefined && is !== undefined && was !== is;
	});
	return Object.fromEntries(changed.map((name) => [name, [before[name] ?? '', after[name] ?? '']]));
}

function named({ username }: Values): { username?: string } {
	return username === undefined ? {} : { username };
}
