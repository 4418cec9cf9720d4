export { type Fault, Faults } from './Faults.js';
export { targetKeys } from './faultKeys.js';
export { GatewayFaults } from './GatewayFaults.js';
export type { GatewayCut, GatewayLoss, GatewayTarget, IGatewayControl } from './IGatewayControl.js';
export type {
	BoundFault,
	FaultAction,
	FaultMatch,
	MemberRequestFault,
	MemberRequestSubject,
	NamedAction,
} from './MemberRequestFault.js';
export type { RestFault, RestSubject } from './RestFault.js';
export { isRoutePath, routePattern } from './routePattern.js';
