export { type Fault, Faults } from './Faults.js';
export {
	type GatewayCut,
	GatewayFaults,
	type GatewayLoss,
	type GatewayTarget,
	type IGatewayControl,
} from './GatewayFaults.js';
export type { FaultAction, FaultMatch, MemberRequestFault, MemberRequestSubject } from './MemberRequestFault.js';
export type { RestFault, RestSubject } from './RestFault.js';
