export type { DashboardEnvironment, Environment } from './Environment.js';
export { EnvironmentError } from './EnvironmentError.js';
export { isLoopback } from './isLoopback.js';
export { loadEnvironment, readVariables } from './loadEnvironment.js';
export {
	FETCH_MODES,
	type FetchMode,
	fetchModeOf,
	SWITCHABLE_COMMANDS,
	type SwitchableCommand,
} from './memberFetchModes.js';
export { readArguments, tokenOf } from './readArguments.js';
export { DISCORD_API_BASE, readEnvironment, type Variables } from './readEnvironment.js';
