interface Component {
	readonly id?: number | null;
	readonly components?: readonly Component[];
	readonly component?: Component;
	readonly accessory?: Component;
}

/** Gives each component without an id the next number that none has, those inside others after their outer one. */
export function numberComponents<Given extends object>(components: readonly Given[]): Given[] {
	const given = components as readonly Component[];
	const taken = new Set(idsIn(given));
	let last = 0;
	const next = () => {
		do last += 1;
		while (taken.has(last));
		return last;
	};
	return given.map((component) => number(component, next)) as Given[];
}

function number(given: Component, next: () => number): Component {
	const { components, component, accessory } = given;
	// 0 counts as none.
	const id = given.id || next();
	return {
		...given,
		id,
		...(components && { components: components.map((inner) => number(inner, next)) }),
		...(component && { component: number(component, next) }),
		...(accessory && { accessory: number(accessory, next) }),
	};
}

function* idsIn(components: readonly Component[]): Generator<number> {
	for (const { id, components: inner = [], component, accessory } of components) {
		if (id) yield id;
		yield* idsIn([...inner, ...(component ? [component] : []), ...(accessory ? [accessory] : [])]);
	}
}
