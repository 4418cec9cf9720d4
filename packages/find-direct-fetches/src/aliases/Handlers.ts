import ts from 'typescript';
import { type CalledWith, handedTo } from '../syntax/callbacks.js';

/** The functions that are passed by name: `heard` of `client.on('voiceStateUpdate', heard)`. */
export class Handlers {
	readonly #places = new Map<ts.Symbol, ts.Identifier[]>();

	constructor(
		sources: readonly ts.SourceFile[],
		private readonly symbolOf: (node: ts.Expression) => ts.Symbol | undefined,
	) {
		const visit = (node: ts.Node): void => {
			if (ts.isCallExpression(node)) for (const argument of node.arguments) this.#add(argument);
			ts.forEachChild(node, visit);
		};
		for (const source of sources) visit(source);
	}

	/** The methods that the function with this parameter is passed to by name. */
	calls(parameter: ts.ParameterDeclaration): CalledWith[] {
		const { parent } = parameter;
		const holder = ts.isFunctionDeclaration(parent) ? parent : parent.parent;
		const isNamed = ts.isFunctionDeclaration(holder) || ts.isVariableDeclaration(holder);
		const name = isNamed && holder.name && ts.isIdentifier(holder.name) ? this.symbolOf(holder.name) : undefined;
		const index = parent.parameters.indexOf(parameter);
		const places = (name && this.#places.get(name)) ?? [];
		return places.flatMap((place) => handedTo(place, index) ?? []);
	}

	#add(argument: ts.Expression): void {
		const symbol = ts.isIdentifier(argument) ? this.symbolOf(argument) : undefined;
		if (!symbol || !ts.isIdentifier(argument)) return;
		const places = this.#places.get(symbol);
		if (places) places.push(argument);
		else this.#places.set(symbol, [argument]);
	}
}
