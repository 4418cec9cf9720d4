import type ts from 'typescript';
import type { Aliases } from '../aliases/Aliases.js';
import { Thing } from './Thing.js';
import { TRAITS, type TraitName } from './traits.js';

/** Says which objects of discord.js expressions are. */
export class Things {
	readonly #things = new Map<TraitName, Thing>();

	constructor(aliases: Aliases) {
		for (const [name, trait] of Object.entries(TRAITS)) this.#things.set(name as TraitName, new Thing(trait, aliases));
	}

	/** Whether it is one of these. */
	is(expression: ts.Expression, ...names: readonly TraitName[]): boolean {
		return names.some((name) => this.#things.get(name)?.is(expression));
	}

	/** Whether a destructuring takes something from one of these. */
	isTaken(element: ts.BindingElement, ...names: readonly TraitName[]): boolean {
		return names.some((name) => this.#things.get(name)?.isTaken(element));
	}
}
