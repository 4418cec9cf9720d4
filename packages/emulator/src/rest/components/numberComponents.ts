interface Component {
	readonly type?: number;
	readonly id?: number | null;
	readonly components?: readonly Component[];
	readonly component?: Component;
	readonly accessory?: Component;
}

/**
 * Gives each component without an id the next free number. Inner components come after the outer one.
 *
 * @param defaultsOf - The default fields of a component of a type.
 */
export function numberComponents<Given extends object>(
	components: readonly Given[],
	defaultsOf: (type: number) => object = () => ({}),
): Given[] {
	const given = components as readonly Component[];
	const taken = new Set(idsIn(given));
	let last = 0;
	const next = () => {
		do last += 1;
		while (taken.has(last));
		return last;
	};
	return given.map((component) => complete(component, next, defaultsOf)) as Given[];
}

function complete(given: Component, next: () => number, defaultsOf: (type: number) => object): Component {
	const { components, component, accessory } = given;
	// 0 counts as no id.
	const id = given.id || next();
	const number = (inner: Component) => complete(inner, next, defaultsOf);
	return {
		...defaultsOf(given.type ?? 0),
		...given,
		id,
		...(components && { components: components.map(number) }),
		...(component && { component: number(component) }),
		...(accessory && { accessory: number(accessory) }),
	};
}

function* idsIn(components: readonly Component[]): Generator<number> {
	for (const { id, components: inner = [], component, accessory } of components) {
		if (id) yield id;
		yield* idsIn([...inner, ...(component ? [component] : []), ...(accessory ? [accessory] : [])]);
	}
}
