import type { Control } from './Control.js';

const controls = new WeakMap<object, Control>();

/** Notes what a server controls an emulator with. It is no member of the server, whose declarations are part of the package. */
export function setControl(server: object, control: Control): void {
	controls.set(server, control);
}

/** What a server controls an emulator with. */
export function controlOf(server: object): Control {
	const control = controls.get(server);
	if (!control) throw new Error('This is no server of a control API.');
	return control;
}
